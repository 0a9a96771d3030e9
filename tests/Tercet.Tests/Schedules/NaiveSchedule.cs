using System.Globalization;

namespace Tercet.Tests.Schedules;

/// <summary>
/// The brute-force reference of hardness over time: the formulas of docs/definitions.md with the functions of <see cref="Math"/>,
/// and cycles counted off one by one. It shares nothing with the library but the identity of a curve, which names the formula.
/// </summary>
internal static class NaiveSchedule
{
    public static double HardnessAt(HardnessSchedule schedule, long step, long steps)
    {
        var (_, place, length) = Locate(schedule.Cycles, step, steps);
        var u = length == 1 ? 1 : place / (length - 1.0);
        return Math.Round(schedule.Floor + (schedule.Cap - schedule.Floor) * CurveAt(schedule.Curve.Identity, u), 7);
    }

    public static int CycleOf(HardnessSchedule schedule, long step, long steps) => Locate(schedule.Cycles, step, steps).Cycle;

    public static double CurveAt(string identity, double u)
    {
        var words = identity.Split(' ');
        double Parameter(string name) =>
            double.Parse(
                words.Single(word => word.StartsWith($"{name}=", StringComparison.Ordinal))[(name.Length + 1)..],
                CultureInfo.InvariantCulture);
        double Growth() => Parameter("growth");
        return words[0] switch
        {
            "constant" => 1,
            "linear" => u,
            "sine" => Math.Sin(Math.PI * u / 2),
            "tanh" => Math.Tanh(Growth() * u) / Math.Tanh(Growth()),
            "logarithmic" => Math.Log(1 + Growth() * u) / Math.Log(1 + Growth()),
            "sigmoid" => 1 / (1 + Math.Exp(-2 * Growth() * (u - 0.5))),
            "exponential" => Math.Exp(Growth() * (u - 1)),
            "logistic" => 1 / Math.Pow(
                Parameter("c") + Parameter("q") * Math.Exp(-Parameter("b") * (u - Parameter("m"))), 1 / Parameter("nu")),
            _ => throw new ArgumentException($"no formula for {identity}", nameof(identity)),
        };
    }

    private static (int Cycle, long Place, long Length) Locate(int cycles, long step, long steps)
    {
        for (var cycle = 0; ; cycle++)
        {
            var length = steps / cycles + (cycle < steps % cycles ? 1 : 0);
            if (step < length)
                return (cycle, step, length);
            step -= length;
        }
    }
}
