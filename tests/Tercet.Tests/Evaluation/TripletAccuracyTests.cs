namespace Tercet.Tests.Evaluation;

public sealed class TripletAccuracyTests
{
    [Fact]
    public void A_triplet_is_correct_where_its_positive_is_nearer() =>
        Assert.Equal(2.0 / 5, TripletAccuracy.Compute([1, 2, 3, 0, double.NaN], [2, 2, 1, 5, 1]));

    [Fact]
    public void A_model_that_maps_everything_to_one_point_scores_nothing()
    {
        using var collapsed = EmbeddingMatrix.FromArray([.. Enumerable.Repeat(0.1f, 40)], 1);
        Assert.Equal(0, TripletAccuracy.Compute(Mined(), collapsed));
    }

    [Fact]
    public void Triplets_are_re_evaluated_on_other_embeddings()
    {
        var triplets = Mined();
        using var embeddings = Line();
        Assert.Equal(
            TripletAccuracy.Compute([.. triplets.Select(t => t.PositiveDistance)], [.. triplets.Select(t => t.NegativeDistance)]),
            TripletAccuracy.Compute(triplets, embeddings));
        using var apart = EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 40).Select(i => (float)(i / 10))], 1);
        Assert.Equal(1, TripletAccuracy.Compute(triplets, apart));
    }

    [Fact]
    public void Anchors_are_of_the_catalog_where_there_is_one()
    {
        Triplet[] triplets = [new(0, 0, 0, Anchor: 0, Positive: 1, Negative: 2, "a", "b", 0, 0, null, 0, 1)];
        using var items = EmbeddingMatrix.FromArray([5, 5, 3, 0, 0, 9], 2);
        using var catalog = EmbeddingMatrix.FromArray([0, 8], 2);
        // From (5, 5) the positive (3, 0) is at √29 and the negative (0, 9) at √41; from (0, 8) they are at √73 and 1.
        Assert.Equal(1, TripletAccuracy.Compute(triplets, items));
        Assert.Equal(0, TripletAccuracy.Compute(triplets, items, catalog));
    }

    [Fact]
    public void The_distance_counts()
    {
        Triplet[] triplets = [new(0, 0, 0, Anchor: 0, Positive: 1, Negative: 2, "a", "b", 0, 0, null, 0, 1)];
        using var items = EmbeddingMatrix.FromArray([1, 0, 9, 0, 1, 1], 2);
        Assert.Equal(0, TripletAccuracy.Compute(triplets, items));
        Assert.Equal(1, TripletAccuracy.Compute(triplets, items, distance: Distance.Cosine));
    }

    [Fact]
    public void Faults_are_reported()
    {
        const string Rule = "Expected one of each for every triplet, and a triplet or more.";
        Assert.Equal($"triplets: 0 positive distances, 0 negative ones. {Rule}", FaultOf(() => TripletAccuracy.Compute([], [])));
        Assert.Equal(
            $"triplets: 1 positive distances, 2 negative ones. {Rule}", FaultOf(() => TripletAccuracy.Compute([1], [1, 2])));
        using var items = EmbeddingMatrix.FromArray([1, 2], 1);
        using var wide = EmbeddingMatrix.FromArray([1, 2], 2, "catalog.npy");
        Assert.Equal(
            $"triplets: 0 positive distances, 0 negative ones. {Rule}", FaultOf(() => TripletAccuracy.Compute([], items)));
        Assert.Equal(
            "catalog.npy has 2 components a row, embeddings 1. Expected both from the same encoder.",
            FaultOf(() => TripletAccuracy.Compute([], items, wide)));
        Triplet[] triplets = [new(0, 0, 0, Anchor: 0, Positive: 1, Negative: 2, "a", "b", 0, 0, null, 0, 1)];
        Assert.Equal(
            "triplet 0 is of rows 0, 1 and 2; embeddings has 2 rows for anchors, embeddings 2 for the others. Expected the "
            + "embeddings of the items that the triplets were mined from.",
            FaultOf(() => TripletAccuracy.Compute(triplets, items)));
    }

    /// <summary>Triplets of four classes that overlap on a line.</summary>
    private static List<Triplet> Mined()
    {
        var data = new Dataset(new ItemTable([.. Enumerable.Range(0, 40).Select(i => $"{i / 10}")]));
        using var embeddings = Line();
        var options = new TripletOptions { Triplets = 200, TestRatio = 0, Schedule = new HardnessSchedule { Cycles = 2 } };
        return [.. new TripletMiner(new MiningSource(data, embeddings), options).Mine()];
    }

    private static EmbeddingMatrix Line() =>
        EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 40).Select(i => (float)(i / 10 + i % 10))], 1);

    private static string FaultOf(Action action) => Assert.Throws<InvalidInputException>(action).Message;
}
