using Tercet.Tests.Sequences;

namespace Tercet.Tests.Selection;

public sealed class NegativeBoundsTests
{
    // A query at 0, its positive at 4, and passages at 1, 2, … 8 but 4.
    private static readonly LabeledItems Line = LabeledItems.FromPairs(
        ItemTable.WithoutClasses(["q"]), ItemTable.WithoutClasses([.. Enumerable.Range(1, 8).Select(i => $"p{i}")]), [(0, 3)]);

    private static readonly EmbeddingMatrix Queries = EmbeddingMatrix.FromArray([0], 1);

    private static readonly EmbeddingMatrix Passages = EmbeddingMatrix.FromArray([1, 2, 3, 4, 5, 6, 7, 8], 1);

    public static TheoryData<NegativeBounds, double, int[], string> Examples() => new()
    {
        // At the bound itself a candidate stays; ranks are those before bounds.
        { new() { MaxSimilarity = -3 }, 0, [3, 5, 6, 7, 8], "candidates above the maximum similarity" },
        { new() { MarginToPositive = 1 }, 0, [5, 6, 7, 8], "candidates within the margin to the positive" },
        { new() { MarginToPositive = -1 }, 0, [3, 5, 6, 7, 8], "candidates within the margin to the positive" },
        { new() { RatioToPositive = 0.5 }, 0, [6, 7, 8], "candidates above the ratio to the positive" },
        { new() { RatioToPositive = 1.25 }, 0, [3, 5, 6, 7, 8], "candidates above the ratio to the positive" },
        { new() { Ranks = new(2, 4) }, 0, [2, 3, 5], "candidates outside the ranks" },
        { new() { Ranks = new(7, 99) }, 0, [8], "candidates outside the ranks" },
        { new(), 0.5, [5, 6, 7, 8], "candidates skipped as nearest" },
        { new(), 0.14, [1, 2, 3, 5, 6, 7, 8], "" },
        { new(), 0.15, [2, 3, 5, 6, 7, 8], "candidates skipped as nearest" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Candidates_within_the_bounds_are_left(NegativeBounds bounds, double skip, int[] left, string reason)
    {
        var mined = Mine(Line, new() { Bounds = bounds, SkipNearest = skip });
        Assert.Equal(left, mined.Select(triplet => triplet.Negative + 1));
        int[] all = [1, 2, 3, 5, 6, 7, 8];
        Assert.Equal(left.Select(at => Array.IndexOf(all, at) + 1), mined.Select(triplet => triplet.Rank));
        Assert.All(mined, triplet => Assert.Equal(7 - left.Length, triplet.Removed));
        Assert.Equal(7 - left.Length, mined.Statistics.Skipped.CountOf(reason));
        Assert.Equal(1, mined[0].Hardness); // among those that are left
        Assert.Equal(0, mined[^1].Hardness + (left.Length == 1 ? -1 : 0));
    }

    [Theory]
    [InlineData(PositiveReference.Least, new[] { 7, 8 })]
    [InlineData(PositiveReference.Mean, new[] { 5, 7, 8 })]
    [InlineData(PositiveReference.Most, new[] { 3, 5, 7, 8 })]
    public void Of_several_positives_the_bound_refers_to_one_or_the_mean(PositiveReference against, int[] left)
    {
        var two = LabeledItems.FromPairs(Line.Catalog!, Line.Items, [(0, 3), (0, 1), (0, 5)]); // at 2, 4 and 6
        var mined = Mine(two, new() { Bounds = new() { MarginToPositive = 0.5, Against = against } });
        Assert.Equal(left, mined.Select(triplet => triplet.Negative + 1));
    }

    [Fact]
    public void Scores_take_the_place_of_similarities()
    {
        var scored = Line.WithScores(new PairScores([(0, 3, 0.8), (0, 0, 0.9), (0, 1, 0.3), (0, 6, 0.4), (0, 7, 0.1)]));
        var mined = Mine(scored, new() { Bounds = new() { RatioToPositive = 0.5, MaxSimilarity = 0.35 } });
        Assert.Equal([(1, 2), (7, 7)], mined.Select(triplet => (triplet.Negative, triplet.Rank)));
        Assert.Equal(3, mined.Statistics.Skipped.CountOf("candidates without a score"));
        Assert.Equal(2, mined.Statistics.Skipped.CountOf("candidates above the maximum similarity"));
        Assert.All(mined, triplet => Assert.Equal(5, triplet.Removed));
    }

    [Fact]
    public void Without_a_score_of_a_positive_no_candidate_can_be_compared_to_it()
    {
        var scored = Line.WithScores(new PairScores([(0, 0, 0.9), (0, 1, 0.3)]));
        var mined = Mine(scored, new() { Bounds = new() { MarginToPositive = 0.1 } });
        Assert.Empty(mined);
        Assert.Equal(7, mined.Statistics.Skipped.CountOf("candidates without a score"));
        Assert.Equal(1, mined.Statistics.Skipped.CountOf("steps without a candidate"));
        Assert.Equal(2, Mine(scored, new() { Bounds = new() { MaxSimilarity = 1 } }).Count);
    }

    /// <summary>A pool's hardest may lie nearer than any candidate that the bounds leave of all items.</summary>
    [Fact]
    public void The_error_of_a_pool_is_a_difference_of_hardness()
    {
        var options = new TripletOptions { CandidatePool = 4, Bounds = new() { Ranks = new(2, 3) }, SkipNearest = 0.1 };
        var error = Mine(Line, options with { TripletsPerEpoch = 50, Negatives = 1 }).Statistics.PoolError!;
        Assert.InRange(error.Largest, 0, 1);
        Assert.InRange(error.Mean, 0, 1);
    }

    [Fact]
    public void Faults_are_named() => Assert.Equal(
        """
        `Negatives` is 0; expected 1 or more.
        `MaxSimilarity` is Infinity; expected a finite number.
        `MarginToPositive` is NaN; expected a finite number.
        `RatioToPositive` is 0; expected more than 0, such as 0.95.
        `Ranks` is 3..2; expected first..last with 1 ≤ first ≤ last, 1 for the nearest.
        `Against` is unknown: 7; expected one of least, mean, most.
        `SkipNearest` is 1; expected a fraction in [0, 1).
        """,
        MessageOf(new TripletOptions
        {
            Negatives = 0,
            SkipNearest = 1,
            Bounds = new()
            {
                MaxSimilarity = double.PositiveInfinity,
                MarginToPositive = double.NaN,
                RatioToPositive = 0,
                Ranks = new(3, 2),
                Against = (PositiveReference)7,
            },
        }));

    [Fact]
    public void Ranks_begin_at_one() => Assert.Equal(
        "`Ranks` is 0..2; expected first..last with 1 ≤ first ≤ last, 1 for the nearest.",
        MessageOf(new TripletOptions { Bounds = new() { Ranks = new(0, 2) } }));

    [Fact]
    public void Negatives_are_spread_over_no_fewer_ranks_and_not_where_each_is_drawn()
    {
        Assert.Equal(
            "`Spread` is 3; expected `Negatives`, 4, or more.", MessageOf(new TripletOptions { Negatives = 4, Spread = 3 }));
        Assert.Equal(
            "`Spread` is 9, but random draws each negative at random. Leave it out.",
            MessageOf(new TripletOptions { Negatives = 4, Spread = 9, Selector = NegativeSelector.Random }));
        Assert.Equal(
            "`Spread` is 9, but distance-weighted draws each negative at random. Leave it out.",
            MessageOf(new TripletOptions { Negatives = 4, Spread = 9, Selector = NegativeSelector.DistanceWeighted }));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_fraction_to_skip_is_one(double skip) =>
        Assert.Contains("`SkipNearest`", MessageOf(new TripletOptions { SkipNearest = skip }));

    [Fact]
    public void A_similarity_above_zero_is_a_cosine_or_a_score()
    {
        var options = new TripletOptions { Bounds = new() { MaxSimilarity = 0.9 } };
        Assert.Equal(
            "`MaxSimilarity` is 0.9, but similarity is minus the distance here, 0 at most; expected less, or `Distance` cosine.",
            Assert.Throws<InvalidOptionsException>(() => new TripletMiner(Line, options)).Message);
        Assert.NotNull(new TripletMiner(Line, options with { Distance = Distance.Cosine }));
        Assert.NotNull(new TripletMiner(Line.WithScores(new PairScores([(0, 1, 0.5)])), options));
    }

    private static MinedSequence<Triplet> Mine(LabeledItems items, TripletOptions options) =>
        new TripletMiner(items, options.Negatives > 1 || options.TripletsPerEpoch < 100
            ? options
            : options with { TripletsPerEpoch = 1, Negatives = 20, Selector = NegativeSelector.Hardest }).MineAll(Passages, Queries);

    private static string MessageOf(TripletOptions options) => Assert.Throws<InvalidOptionsException>(options.Validate).Message;
}
