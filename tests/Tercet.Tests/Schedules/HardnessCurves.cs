using CsCheck;

namespace Tercet.Tests.Schedules;

internal static class HardnessCurves
{
    private static readonly Gen<double> Growth =
        Gen.OneOf(Gen.Double[0.1, 10], Gen.Double[10, 100], Gen.Const(3.0));

    /// <summary>The usual curves, with parameters all over their bounds.</summary>
    public static readonly Gen<IHardnessCurve> Generator = Gen.OneOf(
        Gens.OneOf(HardnessCurve.Constant, HardnessCurve.Linear, HardnessCurve.Sine),
        Growth.Select(HardnessCurve.Tanh),
        Growth.Select(HardnessCurve.Logarithmic),
        Growth.Select(HardnessCurve.Sigmoid),
        Growth.Select(HardnessCurve.Exponential),
        Gen.Select(Gen.Double[0.1, 20], Gen.Double[-0.5, 1.5], Gen.Double[1, 3], Gen.Double[0.1, 3], Gen.Double[0.2, 4])
            .Select((b, m, c, q, nu) => HardnessCurve.Logistic(b, m, c, q, nu)));
}
