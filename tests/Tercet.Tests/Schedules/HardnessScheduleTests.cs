using CsCheck;

namespace Tercet.Tests.Schedules;

public sealed class HardnessScheduleTests
{
    private const double Near = 1e-7;

    // Values of the formulas of Curve at u = 0, ½ and 1, computed apart.
    public static TheoryData<Curve, double, double, double, double> Curves() => new()
    {
        { Curve.Constant, 3, 1, 1, 1 },
        { Curve.Linear, 3, 0, 0.5, 1 },
        { Curve.Sine, 3, 0, 0.707106781, 1 },
        { Curve.Tanh, 2, 0, 0.790012829, 1 },
        { Curve.Tanh, 3, 0, 0.909646681, 1 },
        { Curve.Logarithmic, 2, 0, 0.630929754, 1 },
        { Curve.Logarithmic, 3, 0, 0.660964047, 1 },
        { Curve.Sigmoid, 2, 0.119202922, 0.5, 0.880797078 },
        { Curve.Sigmoid, 3, 0.047425873, 0.5, 0.952574127 },
        { Curve.Exponential, 2, 0.135335283, 0.367879441, 1 },
        { Curve.Exponential, 3, 0.049787068, 0.223130160, 1 },
    };

    private static readonly Gen<HardnessSchedule> Any =
        from curve in Gen.Enum<Curve>()
        from floor in Gen.Double[0, 0.5]
        from cap in Gen.Double[0.5, 1]
        from growth in Gen.OneOf(Gen.Double[0.1, 10], Gen.Double[10, 100], Gen.Double[-300, -1].Select(e => Math.Pow(10, e)))
        from cycles in Gen.Int[1, 20]
        select new HardnessSchedule { Curve = curve, Floor = floor, Cap = cap, Growth = growth, Cycles = cycles };

    [Theory]
    [MemberData(nameof(Curves))]
    public void Curves_follow_their_formulas(Curve curve, double growth, double first, double middle, double last)
    {
        var schedule = new HardnessSchedule { Curve = curve, Growth = growth, Floor = 0, Cap = 1, Cycles = 1 };
        double[] expected = [first, middle, last];
        for (var step = 0; step < 3; step++)
        {
            Assert.Equal(expected[step], schedule.CurveAt(step / 2.0), Near);
            Assert.Equal(expected[step], schedule.HardnessAt(step, 3), Near);
        }
    }

    [Fact]
    public void The_sigmoid_rises_from_0_047_to_0_953_by_default()
    {
        var schedule = new HardnessSchedule();
        Assert.Equal((0.047, 0.953), (Math.Round(schedule.CurveAt(0), 3), Math.Round(schedule.CurveAt(1), 3)));
    }

    [Fact]
    public void The_exponential_starts_at_0_115_as_the_published_figures_show()
    {
        var schedule = new HardnessSchedule { Curve = Curve.Exponential, Growth = 2, Cap = 0.85, Cycles = 10 };
        for (var cycle = 0; cycle < 10; cycle++)
        {
            Assert.Equal(0.115, Math.Round(schedule.HardnessAt(100 * cycle, 1000), 3));
            Assert.Equal(0.85, schedule.HardnessAt(100 * cycle + 99, 1000));
        }
    }

    [Fact]
    public void The_logistic_takes_all_its_parameters()
    {
        var schedule = new HardnessSchedule { Logistic = new LogisticShape { B = 4, M = 0.3, C = 1.2, Q = 0.8, Nu = 2 } };
        Assert.Equal(0.509244351, schedule.CurveAt(0), Near);
        Assert.Equal(0.800778563, schedule.CurveAt(0.5), Near);
        Assert.Equal(0.894911272, schedule.CurveAt(1), Near);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-17)]
    [InlineData(1e-9)]
    [InlineData(1e-5)]
    public void With_growth_near_zero_tanh_and_logarithm_are_straight_lines(double growth)
    {
        foreach (var curve in new[] { Curve.Tanh, Curve.Logarithmic })
        {
            var schedule = new HardnessSchedule { Curve = curve, Growth = growth };
            foreach (var u in new[] { 0, 0.125, 0.3, 0.5, 1 })
                Assert.Equal(u, schedule.CurveAt(u), 2e-6);
        }
    }

    [Fact]
    public void A_very_steep_logistic_is_a_step()
    {
        var schedule = new HardnessSchedule { Logistic = new LogisticShape { B = 1e6 } };
        Assert.Equal((0.0, 0.5, 1.0), (schedule.CurveAt(0), schedule.CurveAt(0.5), schedule.CurveAt(1)));
    }

    [Fact]
    public void Floor_and_cap_bound_the_hardness_and_it_has_seven_decimals() =>
        Gen.Select(Any, Gen.Int[1, 300]).Sample((schedule, steps) =>
            Hardness(schedule, steps).All(
                h => h >= Math.Round(schedule.Floor, 7) && h <= Math.Round(schedule.Cap, 7) && h == Math.Round(h, 7)),
            threads: 1);

    [Fact]
    public void Hardness_never_falls_within_a_cycle() =>
        Gen.Select(Any, Gen.Int[1, 300]).Sample((schedule, steps) =>
        {
            var hardness = Hardness(schedule, steps);
            return Enumerable.Range(1, steps - 1).All(step =>
                schedule.CycleOf(step, steps) != schedule.CycleOf(step - 1, steps) || hardness[step] >= hardness[step - 1]);
        }, threads: 1);

    [Fact]
    public void Cycles_differ_in_length_by_at_most_one_the_longer_first() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 300]).Sample((cycles, more) =>
        {
            var schedule = new HardnessSchedule { Cycles = cycles };
            var steps = cycles + more;
            var order = Enumerable.Range(0, steps).Select(step => schedule.CycleOf(step, steps)).ToArray();
            var lengths = order.CountBy(cycle => cycle).Select(pair => pair.Value).ToArray();
            return order.SequenceEqual(order.Order()) && lengths.Length == cycles
                && lengths.SequenceEqual(lengths.OrderDescending()) && lengths[0] - lengths[^1] <= 1;
        }, threads: 1);

    [Fact]
    public void A_cycle_runs_from_zero_to_one_in_equal_strides()
    {
        var schedule = new HardnessSchedule { Cycles = 3 };
        Assert.Equal(
            [0, 1 / 3.0, 2 / 3.0, 1, 0, 0.5, 1, 0, 0.5, 1],
            Enumerable.Range(0, 10).Select(step => schedule.PositionOf(step, 10)));
    }

    [Fact]
    public void A_cycle_of_one_step_is_at_its_end()
    {
        var schedule = new HardnessSchedule { Cycles = 5, Curve = Curve.Linear };
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(step => schedule.CycleOf(step, 5)));
        Assert.Equal([0.85, 0.85, 0.85, 0.85, 0.85], Hardness(schedule, 5));
    }

    [Fact]
    public void With_fewer_steps_than_cycles_each_step_is_a_cycle() =>
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(step => new HardnessSchedule { Cycles = 10 }.CycleOf(step, 3)));

    [Fact]
    public void A_floor_at_the_cap_makes_a_constant() =>
        Assert.All(Hardness(new HardnessSchedule { Floor = 0.3, Cap = 0.3 }, 50), h => Assert.Equal(0.3, h));

    [Fact]
    public void Sequences_longer_than_an_int_counts_are_cut_evenly()
    {
        var schedule = new HardnessSchedule { Cycles = 3, Curve = Curve.Linear };
        const long Steps = 9_000_000_000;
        Assert.Equal(
            (0, 0, 1), (schedule.CycleOf(0, Steps), schedule.CycleOf(Steps / 3 - 1, Steps), schedule.CycleOf(Steps / 3, Steps)));
        Assert.Equal((2, 0.85), (schedule.CycleOf(Steps - 1, Steps), schedule.HardnessAt(Steps - 1, Steps)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void A_step_outside_the_sequence_is_refused(long step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HardnessSchedule().HardnessAt(step, 10));

    private static double[] Hardness(HardnessSchedule schedule, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => schedule.HardnessAt(step, steps))];
}
