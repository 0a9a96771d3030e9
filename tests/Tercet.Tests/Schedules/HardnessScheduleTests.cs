using CsCheck;

namespace Tercet.Tests.Schedules;

public sealed class HardnessScheduleTests
{
    private static readonly Gen<HardnessSchedule> Any =
        from curve in HardnessCurves.Generator
        from floor in Gen.Double[0, 0.5]
        from cap in Gen.Double[0.5, 1]
        from cycles in Gen.Int[1, 20]
        select new HardnessSchedule { Curve = curve, Floor = floor, Cap = cap, Cycles = cycles };

    /// <summary>But for the last of seven decimals, where a value is within rounding of a half of it.</summary>
    [Fact]
    public void Hardness_and_cycles_are_those_of_the_brute_force_reference() =>
        Gen.Select(Any, Gen.Int[1, 300]).Sample((schedule, steps) =>
            Enumerable.Range(0, steps).All(step =>
                Math.Abs(schedule.HardnessAt(step, steps) - NaiveSchedule.HardnessAt(schedule, step, steps)) < 1.01e-7
                && schedule.CycleOf(step, steps) == NaiveSchedule.CycleOf(schedule, step, steps)),
            threads: 1);

    [Fact]
    public void The_sigmoid_rises_from_0_047_to_0_953_by_default()
    {
        var schedule = new HardnessSchedule();
        Assert.Equal((0.047, 0.953), (Math.Round(schedule.Curve.At(0), 3), Math.Round(schedule.Curve.At(1), 3)));
    }

    [Fact]
    public void The_exponential_starts_at_0_115_as_the_published_figures_show()
    {
        var schedule = new HardnessSchedule { Curve = HardnessCurve.Exponential(2), Cap = 0.85, Cycles = 10 };
        for (var cycle = 0; cycle < 10; cycle++)
        {
            Assert.Equal(0.115, Math.Round(schedule.HardnessAt(100 * cycle, 1000), 3));
            Assert.Equal(0.85, schedule.HardnessAt(100 * cycle + 99, 1000));
        }
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
        var schedule = new HardnessSchedule { Cycles = 5, Curve = HardnessCurve.Linear };
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
        var schedule = new HardnessSchedule { Cycles = 3, Curve = HardnessCurve.Linear };
        const long Steps = 9_000_000_000;
        Assert.Equal(
            (0, 0, 1), (schedule.CycleOf(0, Steps), schedule.CycleOf(Steps / 3 - 1, Steps), schedule.CycleOf(Steps / 3, Steps)));
        Assert.Equal((2, 0.85), (schedule.CycleOf(Steps - 1, Steps), schedule.HardnessAt(Steps - 1, Steps)));
    }

    [Fact]
    public void A_constant_schedule_has_one_hardness_throughout() =>
        Assert.All(Hardness(HardnessSchedule.Constant(0.45), 20), h => Assert.Equal(0.45, h));

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void A_step_outside_the_sequence_is_refused(long step) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HardnessSchedule().HardnessAt(step, 10));

    private static double[] Hardness(HardnessSchedule schedule, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => schedule.HardnessAt(step, steps))];
}
