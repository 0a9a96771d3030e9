namespace Tercet.Tests.Sequences;

public sealed class HardnessChoiceTests
{
    private static readonly TripletOptions Triplets = new() { TripletsPerEpoch = 100 };

    [Fact]
    public void Nothing_given_is_the_first_recipe()
    {
        Assert.Equal(MiningRecipe.ForTriplets[0].ApplyTo(Triplets), new HardnessChoice().ApplyTo(Triplets));
        Assert.Equal(MiningRecipe.ForBatches[0].ApplyTo(new BatchOptions()), new HardnessChoice().ApplyTo(new BatchOptions()));
    }

    [Fact]
    public void Every_recipe_is_found_by_name()
    {
        foreach (var recipe in MiningRecipe.ForTriplets)
            Assert.Equal(recipe.ApplyTo(Triplets), new HardnessChoice { Recipe = recipe.Name }.ApplyTo(Triplets));
        foreach (var recipe in MiningRecipe.ForBatches)
            Assert.Equal(recipe.ApplyTo(new BatchOptions()), new HardnessChoice { Recipe = recipe.Name }.ApplyTo(new BatchOptions()));
    }

    [Fact]
    public void Values_of_a_recipe_can_be_replaced()
    {
        var options = new HardnessChoice { Recipe = "original", Cap = 0.5, Floor = 0.1, Cycles = 3, Order = HardnessOrder.Shuffled }
            .ApplyTo(Triplets);
        var expected = new HardnessSchedule { Cap = 0.5, Floor = 0.1, Cycles = 3, Order = HardnessOrder.Shuffled };
        Assert.Equal((NegativeSelector.Range, expected), (options.Selector, options.Schedule));
    }

    [Fact]
    public void A_schedule_of_ones_own_starts_from_the_originals()
    {
        var triplets = new HardnessChoice { Scale = "rank" }.ApplyTo(Triplets);
        Assert.Equal((NegativeSelector.Rank, new HardnessSchedule()), (triplets.Selector, triplets.Schedule));
        var batches = new HardnessChoice { Curve = "linear" }.ApplyTo(new BatchOptions { GroupSize = 5 });
        Assert.Equal(
            new BatchOptions { GroupSize = 5, Schedule = new HardnessSchedule { Curve = HardnessCurve.Linear, Cap = 1, Cycles = 1 } },
            batches);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(1000, 10)]
    public void Cycles_that_were_not_given_are_no_more_than_the_steps(int steps, int cycles) => Assert.Equal(
        cycles, new HardnessChoice { Cap = 1 }.ApplyTo(new TripletOptions { TripletsPerEpoch = steps }).Schedule.Cycles);

    [Fact]
    public void Curves_take_their_parameters()
    {
        Assert.Equal(HardnessCurve.Tanh(5), new HardnessChoice { Curve = "tanh", Growth = 5 }.ApplyTo(Triplets).Schedule.Curve);
        Assert.Equal(
            HardnessCurve.Logistic(8, 0.4, 1.2, 0.9, 0.8),
            new HardnessChoice { LogisticB = 8, LogisticM = 0.4, LogisticC = 1.2, LogisticQ = 0.9, LogisticNu = 0.8 }
                .ScheduleOver(100).Curve);
        Assert.Equal(HardnessCurve.Logistic(b: 4, m: 0.3), new HardnessChoice { Growth = 2, LogisticM = 0.3 }.ScheduleOver(100).Curve);
    }

    [Theory]
    [InlineData("rank", null, "rank")]
    [InlineData("rank", "scheduled", "rank")]
    [InlineData(null, "semi-hard", "semi-hard")]
    [InlineData(null, "scheduled", "range")]
    public void Selectors_are_found_by_name(string? scale, string? strategy, string selector) => Assert.Equal(
        selector, new HardnessChoice { Scale = scale, Strategy = strategy }.ApplyTo(Triplets).Selector.Identity);

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var choice = new HardnessChoice { Strategy = "semihard", Scale = "rnk", Curve = "tan", Cap = 2 };
        var fault = Assert.Throws<InvalidOptionsException>(() => choice.ApplyTo(Triplets));
        Assert.Equal(["Scale", "Strategy", "Curve", "Cap"], fault.Faults.Select(found => found.Property));
        Assert.Contains("Did you mean semi-hard?", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_sets_what_else_cannot()
    {
        var choice = new HardnessChoice { Recipe = "original", Strategy = "random", Growth = 2, LogisticB = 1 };
        var fault = Assert.Throws<InvalidOptionsException>(() => choice.ApplyTo(Triplets));
        Assert.Equal(["Strategy", "Growth", "LogisticB"], fault.Faults.Select(found => found.Property));
    }

    [Fact]
    public void Logistic_parameters_are_for_the_sigmoid()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() => new HardnessChoice { Curve = "sine", LogisticB = 1 }.ScheduleOver(10));
        Assert.Contains("`Curve` sigmoid, but it is sine", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_effect_is_refused()
    {
        Refused(new HardnessChoice { Strategy = "random", Scale = "rank", Curve = "sine", Cap = 0.5, Order = HardnessOrder.Reversed },
            "Scale", "Curve", "Cap", "Order");
        Refused(new HardnessChoice { Recipe = "random", Floor = 0.1, Cycles = 2 }, "Cycles", "Floor");
        Refused(new HardnessChoice { Curve = "linear", Growth = 2 }, "Growth");

        static void Refused(HardnessChoice choice, params string[] names) => Assert.Equal(
            names, Assert.Throws<InvalidOptionsException>(() => choice.ApplyTo(Triplets)).Faults.Select(fault => fault.Property));
    }
}
