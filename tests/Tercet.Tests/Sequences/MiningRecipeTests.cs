namespace Tercet.Tests.Sequences;

public class MiningRecipeTests
{
    [Fact]
    public void The_first_recipe_is_the_default()
    {
        Assert.Equal(new TripletOptions(), MiningRecipe.ForTriplets[0].ApplyTo(new TripletOptions()));
        Assert.Equal("semi-hard", MiningRecipe.ForTriplets[0].Name);
    }

    [Fact]
    public void The_default_selects_what_semi_hard_selects()
    {
        var stream = new Random(1);
        var items = new LabeledItems([.. Enumerable.Range(0, 120).Select(i => i / 3)]);
        var embeddings = Enumerable.Range(0, 120)
            .Select(_ => Enumerable.Range(0, 6).Select(_ => (float)stream.NextDouble()).ToArray()).ToArray();
        var options = new TripletOptions { TripletsPerEpoch = 500 };
        Assert.Equal(Mine(options with { Selector = NegativeSelector.SemiHard }), Mine(options));

        IEnumerable<(int, int, int)> Mine(TripletOptions options) => new TripletMiner(items, options)
            .Mine(embeddings, cancellationToken: TestContext.Current.CancellationToken)
            .Select(triplet => (triplet.Anchor, triplet.Positive, triplet.Negative));
    }

    [Fact]
    public void Original_is_the_method_as_published()
    {
        var original = MiningRecipe.Original.ApplyTo(new TripletOptions());
        var schedule = original.Schedule;
        Assert.Equal((NegativeSelector.Range, 0, 0.85, 10), (original.Selector, schedule.Floor, schedule.Cap, schedule.Cycles));
        Assert.Equal(HardnessCurve.Sigmoid(growth: 3).Identity, schedule.Curve.Identity);
    }

    [Fact]
    public void Recipes_are_valid_and_their_names_unique()
    {
        Assert.All(MiningRecipe.ForTriplets, recipe => recipe.ApplyTo(new TripletOptions()).Validate());
        foreach (var classes in new[] { 2, 3, 32 })
            Assert.All(
                MiningRecipe.ForBatches, recipe => recipe.ApplyTo(new BatchOptions { ClassesPerBatch = classes }).Validate());
        foreach (var recipes in new[] { MiningRecipe.ForTriplets, MiningRecipe.ForBatches })
            Assert.Equal(recipes.Count, recipes.Select(recipe => recipe.Name).Distinct().Count());
    }
}
