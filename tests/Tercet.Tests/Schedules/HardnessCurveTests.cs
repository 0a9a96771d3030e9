using CsCheck;

namespace Tercet.Tests.Schedules;

public sealed class HardnessCurveTests
{
    private const double Near = 1e-9;

    private static readonly Func<double, IHardnessCurve>[] WithGrowth =
        [HardnessCurve.Tanh, HardnessCurve.Logarithmic, HardnessCurve.Sigmoid, HardnessCurve.Exponential];

    // Values of the formulas at u = 0, ½ and 1, computed apart.
    [Theory]
    [InlineData("constant", 1, 1, 1)]
    [InlineData("linear", 0, 0.5, 1)]
    [InlineData("sine", 0, 0.707106781, 1)]
    [InlineData("tanh growth=2", 0, 0.790012829, 1)]
    [InlineData("tanh", 0, 0.909646681, 1)]
    [InlineData("logarithmic growth=2", 0, 0.630929754, 1)]
    [InlineData("logarithmic", 0, 0.660964047, 1)]
    [InlineData("sigmoid growth=2", 0.119202922, 0.5, 0.880797078)]
    [InlineData("sigmoid", 0.047425873, 0.5, 0.952574127)]
    [InlineData("exponential growth=2", 0.135335283, 0.367879441, 1)]
    [InlineData("exponential", 0.049787068, 0.223130160, 1)]
    [InlineData("logistic", 0.047425873, 0.5, 0.952574127)]
    [InlineData("logistic b=4 m=0.3 c=1.2 q=0.8 nu=2", 0.509244351, 0.800778563, 0.894911272)]
    public void Curves_follow_their_formulas(string identity, double first, double middle, double last)
    {
        var curve = HardnessCurve.Parse(identity)!;
        Assert.Equal(first, curve.At(0), Near);
        Assert.Equal(middle, curve.At(0.5), Near);
        Assert.Equal(last, curve.At(1), Near);
    }

    [Fact]
    public void Curves_are_those_of_the_brute_force_reference() =>
        Gen.Select(HardnessCurves.Generator, Gen.Double[0, 1]).Sample(
            (curve, u) => Math.Abs(curve.At(u) - NaiveSchedule.CurveAt(curve.Identity, u)) < 1e-13, threads: 1);

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-17)]
    [InlineData(1e-9)]
    [InlineData(1e-5)]
    public void With_growth_near_zero_tanh_and_logarithm_are_straight_lines(double growth)
    {
        foreach (var curve in new[] { HardnessCurve.Tanh(growth), HardnessCurve.Logarithmic(growth) })
        {
            foreach (var u in new[] { 0, 0.125, 0.3, 0.5, 1 })
                Assert.Equal(u, curve.At(u), 2e-6);
        }
    }

    [Fact]
    public void A_very_steep_logistic_is_a_step()
    {
        var curve = HardnessCurve.Logistic(b: 1e6);
        Assert.Equal((0.0, 0.5, 1.0), (curve.At(0), curve.At(0.5), curve.At(1)));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-3, "-3")]
    [InlineData(100.5, "100.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_growth_out_of_bounds_is_refused(double growth, string text) =>
        Assert.All(WithGrowth, create =>
        {
            var fault = Assert.Single(Assert.Throws<InvalidOptionsException>(() => create(growth)).Faults);
            Assert.Equal(("Growth", $"`Growth` is {text}; expected a number in (0, 100]."), (fault.Property, fault.Message));
        });

    [Fact]
    public void Every_fault_of_a_logistic_is_reported_at_once() =>
        Assert.Equal(
            """
            `LogisticB` is 0; expected a finite number above 0.
            `LogisticC` is -1; expected a finite number above 0.
            `LogisticQ` is Infinity; expected a finite number above 0.
            `LogisticNu` is NaN; expected a finite number above 0.
            `LogisticM` is NaN; expected a finite number.
            """,
            Assert.Throws<InvalidOptionsException>(
                () => HardnessCurve.Logistic(b: 0, m: double.NaN, c: -1, q: double.PositiveInfinity, nu: double.NaN)).Message);

    [Fact]
    public void A_logistic_that_exceeds_one_is_refused() =>
        Assert.Equal(
            "`LogisticC` is 0.5, so that the curve reaches 1.819; "
            + "expected at most 1: raise `LogisticC`, `LogisticQ` or `LogisticM`.",
            Assert.Throws<InvalidOptionsException>(() => HardnessCurve.Logistic(c: 0.5)).Message);

    [Theory]
    [InlineData(1e308, 1e308, 1, 1e-308, 1e-308)]
    [InlineData(6, -1e308, 1, 1, 1)]
    [InlineData(6, 1e308, 1, 1, 1)]
    [InlineData(6, 1e6, 1, 1e300, 1e300)]
    [InlineData(1e-308, 0.5, 1e300, 1e300, 1e-300)]
    [InlineData(1e308, 0.5, 1, 1, 1e-308)]
    [InlineData(5e-324, 0.5, 1, 5e-324, 5e-324)]
    public void Hardness_is_a_number_from_zero_to_one_for_every_logistic_that_passes(
        double b, double m, double c, double q, double nu)
    {
        IHardnessCurve curve;
        try
        {
            curve = HardnessCurve.Logistic(b, m, c, q, nu);
        }
        catch (InvalidOptionsException)
        {
            return;
        }
        var schedule = new HardnessSchedule { Curve = curve };
        for (var step = 0; step < 101; step++)
            Assert.InRange(schedule.HardnessAt(step, 101), 0, 1);
    }

    [Fact]
    public void The_identity_of_every_usual_curve_is_parsed_back() =>
        HardnessCurves.Generator.Sample(
            curve =>
            {
                var parsed = HardnessCurve.Parse(curve.Identity)!;
                return parsed.Equals(curve) && parsed.Identity == curve.Identity && parsed.GetHashCode() == curve.GetHashCode()
                    && Enumerable.Range(0, 11).All(i => parsed.At(i / 10.0) == curve.At(i / 10.0));
            },
            threads: 1);

    [Fact]
    public void A_bare_name_has_the_parameters_at_their_defaults()
    {
        Assert.Equal(
            [
                "constant", "linear", "sine", "tanh growth=3", "logarithmic growth=3", "sigmoid growth=3", "exponential growth=3",
            ],
            HardnessCurve.Names.Select(name => HardnessCurve.Parse(name)!.Identity));
        Assert.Equal(HardnessCurve.Sigmoid(), HardnessCurve.Parse("sigmoid"));
        Assert.Equal("logistic b=6 m=0.5 c=1 q=1 nu=1", HardnessCurve.Parse("logistic")!.Identity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cubic")]
    [InlineData("Tanh")]
    [InlineData("tanh growth")]
    [InlineData("tanh growth=much")]
    [InlineData("tanh growth=1 growth=2")]
    [InlineData("tanh steepness=1")]
    [InlineData("constant growth=3")]
    [InlineData("tanh  growth=3")]
    public void What_names_no_usual_curve_is_none(string identity) => Assert.Null(HardnessCurve.Parse(identity));

    [Fact]
    public void A_parameter_out_of_bounds_is_refused_when_parsed() =>
        Assert.Equal(
            "`Growth` is 0; expected a number in (0, 100].",
            Assert.Throws<InvalidOptionsException>(() => HardnessCurve.Parse("tanh growth=0")).Message);

    [Fact]
    public void A_curve_of_ones_own_has_its_identity_and_its_values()
    {
        var square = HardnessCurve.Custom("square", u => u * u);
        var schedule = new HardnessSchedule { Curve = square, Cap = 1, Cycles = 1 };
        Assert.Equal([0, 0.0625, 0.25, 0.5625, 1], Enumerable.Range(0, 5).Select(step => schedule.HardnessAt(step, 5)));
        Assert.Equal("square", square.Identity);
    }
}
