using Tercet.Tests.Sequences;

namespace Tercet.Tests.Triplets;

/// <summary>Several negatives per step, on a query at 0 with passages at 1, 2, … 10, its positive beyond them.</summary>
public sealed class SeveralNegativesTests
{
    private static readonly LabeledItems Line = LabeledItems.FromPairs(
        ItemTable.WithoutClasses(["q"]), ItemTable.WithoutClasses([.. Enumerable.Range(1, 11).Select(i => $"p{i}")]), [(0, 10)]);

    [Theory]
    [InlineData(3, null, 4, new[] { 4, 5, 6 })]
    [InlineData(3, 7, 4, new[] { 4, 7, 10 })]
    [InlineData(3, 6, 4, new[] { 4, 6, 9 })]
    [InlineData(3, 8, 4, new[] { 3, 6, 10 })] // too few follow
    [InlineData(3, null, 10, new[] { 8, 9, 10 })]
    [InlineData(4, 99, 2, new[] { 1, 4, 7, 10 })]
    [InlineData(1, 5, 4, new[] { 4 })]
    [InlineData(12, null, 4, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(12, 50, 4, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    [InlineData(int.MaxValue, null, 4, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })]
    public void They_follow_the_selected_one_over_the_spread(int count, int? spread, int selected, int[] expected)
    {
        var at = NegativeSelector.Custom("at", (candidates, _) => candidates.AtRank(selected), followsSchedule: false);
        var mined = Mine(new() { Negatives = count, Spread = spread, Selector = at });
        Assert.Equal(expected, mined.Select(triplet => triplet.Rank));
        Assert.All(mined, triplet => Assert.Equal(0, triplet.Step));
        Assert.Equal(count > 10 ? 1 : 0, mined.Statistics.Skipped.CountOf("steps with fewer negatives than requested"));
    }

    /// <summary>Every set of three of ten is as likely, so that each candidate is in three steps of ten.</summary>
    [Fact]
    public void Random_ones_are_distinct_and_uniform()
    {
        const int Steps = 4000, Count = 3, Candidates = 10;
        var mined = Mine(new() { TripletsPerEpoch = Steps, Negatives = Count, Selector = NegativeSelector.Random });
        Assert.All(
            mined.GroupBy(triplet => triplet.Step), step => Assert.Equal(Count, step.Select(t => t.Negative).Distinct().Count()));
        Assert.Equal(Steps * Count, mined.Count);
        const double Expected = (double)Steps * Count / Candidates;
        var chi2 = mined.CountBy(triplet => triplet.Negative).Sum(entry => Math.Pow(entry.Value - Expected, 2) / Expected);
        Assert.InRange(chi2, 0, 27.9); // 99.9 % of 9 degrees of freedom; less here, without replacement
        var pairs = mined.GroupBy(triplet => triplet.Step).CountBy(step => (step.Min(t => t.Negative), step.Max(t => t.Negative)));
        Assert.Equal(36, pairs.Count()); // every nearest and farthest of three that there is
    }

    /// <summary>Without replacement: a candidate of nearly all the weight is in every step, and those beyond 1.4 come last.</summary>
    [Fact]
    public void Distance_weighted_ones_are_distinct_and_the_far_ones_last()
    {
        // On the unit circle, at angles from the query: chords of 0.5 to 1.3, and two beyond 1.4.
        double[] angles = [0.5, 0.9, 1.2, 1.4, 1.9, 2.5, 3.0];
        var passages = EmbeddingMatrix.FromArray([.. angles.SelectMany(a => new[] { (float)Math.Cos(a), (float)Math.Sin(a) })], 2);
        var items = LabeledItems.FromPairs(
            ItemTable.WithoutClasses(["q"]), ItemTable.WithoutClasses([.. angles.Select((_, i) => $"p{i}")]), [(0, 6)]);
        var options = new TripletOptions { TripletsPerEpoch = 300, Negatives = 5, Selector = NegativeSelector.DistanceWeighted };
        var steps = new TripletMiner(items, options).MineAll(passages, EmbeddingMatrix.FromArray([1, 0], 2))
            .GroupBy(triplet => triplet.Step).Select(step => step.Select(triplet => triplet.Negative).ToArray()).ToList();
        Assert.All(steps, step => Assert.Equal(5, step.Distinct().Count()));
        Assert.All(steps, step => Assert.True(step[..4].Max() < 4 && step[4] is 4 or 5));
        Assert.InRange(steps.Count(step => step[4] == 4), 100, 200);
        Assert.True(steps.Select(step => string.Join(' ', step[..4])).Distinct().Count() > 12); // in random order
    }

    private static MinedSequence<Triplet> Mine(TripletOptions options) =>
        new TripletMiner(Line, options.TripletsPerEpoch == 10_000 ? options with { TripletsPerEpoch = 1 } : options).MineAll(
            EmbeddingMatrix.FromArray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 1), EmbeddingMatrix.FromArray([0], 1));
}
