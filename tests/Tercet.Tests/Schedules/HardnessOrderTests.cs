using CsCheck;

namespace Tercet.Tests.Schedules;

public class HardnessOrderTests
{
    private static readonly LabeledItems Items = new([.. Enumerable.Range(0, 40).Select(i => i / 4)]);

    [Fact]
    public void A_permutation_has_every_step_once() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 3000]).Sample((seed, steps) =>
        {
            var permutation = new StepPermutation(seed, steps);
            var places = Enumerable.Range(0, steps).Select(step => permutation.At(step)).Order();
            Assert.Equal(Enumerable.Range(0, steps).Select(step => (long)step), places);
        }, iter: 200);

    [Fact]
    public void A_permutation_mixes_early_and_late_steps()
    {
        const int Steps = 10_000;
        var permutation = new StepPermutation(7, Steps);
        for (var tenth = 0; tenth < 10; tenth++)
        {
            // The mean of 1,000 of 10,000 places has a standard deviation of about 87.
            var mean = Enumerable.Range(tenth * 1000, 1000).Average(step => (double)permutation.At(step));
            Assert.InRange(mean, (Steps - 1) / 2.0 - 450, (Steps - 1) / 2.0 + 450);
        }
        Assert.NotEqual(permutation.At(0), new StepPermutation(8, Steps).At(0));
        Assert.InRange(new StepPermutation(7, long.MaxValue).At(long.MaxValue - 1), 0, long.MaxValue - 1);
    }

    [Theory]
    [InlineData(HardnessOrder.Schedule)]
    [InlineData(HardnessOrder.Reversed)]
    [InlineData(HardnessOrder.Shuffled)]
    public void Every_order_has_the_values_of_the_schedule(HardnessOrder order)
    {
        var schedule = new HardnessSchedule { Cycles = 3, Order = order };
        var plan = new TripletMiner(Items, new TripletOptions { TripletsPerEpoch = 250, Epochs = 2, Schedule = schedule }).Plan;
        double[] scheduled = [.. Enumerable.Range(0, 500).Select(step => schedule.HardnessAt(step, 500))];
        double[] used = [.. Enumerable.Range(0, 500).Select(step => plan.TargetHardnessAt(step)!.Value)];
        Assert.Equal(scheduled.Order(), used.Order());
        Assert.Equal(order == HardnessOrder.Schedule, scheduled.SequenceEqual(used));
        Assert.Equal(order == HardnessOrder.Reversed, scheduled.Reverse().SequenceEqual(used));
    }

    [Fact]
    public void The_mean_hardness_is_that_of_a_long_cycle()
    {
        Assert.Equal(0.5, new HardnessSchedule { Curve = HardnessCurve.Linear, Cap = 1 }.MeanHardness, 1e-7);
        Assert.Equal(0.7, HardnessSchedule.Constant(0.7).MeanHardness);
        Assert.Equal(0.2 + 0.4 * 2 / Math.PI, new HardnessSchedule { Curve = HardnessCurve.Sine, Floor = 0.2, Cap = 0.6 }.MeanHardness, 1e-3);
    }

    [Fact]
    public void An_order_that_does_not_exist_is_a_fault() =>
        Assert.Contains(
            "`Order` is unknown: 9; expected one of schedule, reversed, shuffled.",
            Assert.Throws<InvalidOptionsException>(new HardnessSchedule { Order = (HardnessOrder)9 }.Validate).Message,
            StringComparison.Ordinal);
}
