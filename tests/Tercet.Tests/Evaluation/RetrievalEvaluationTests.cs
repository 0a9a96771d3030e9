using static Tercet.Tests.Evaluation.SmallRetrieval;

namespace Tercet.Tests.Evaluation;

/// <summary>Cases worked by hand: items on a line, so that an order can be read off.</summary>
public sealed class RetrievalEvaluationTests
{
    private const int Digits = 14;

    [Fact]
    public void Queries_find_items_of_another_set()
    {
        var gallery = OnALine("abaab", 1, 2, 3, 4, 5);

        // From 0, a:   a b a | a b, R = 3: precision 1 and 2/3 where a stands, (1 + 2/3) / 3 = 5/9; 2 of 3.
        // From 6, b:   b a | a b a, R = 2: (1) / 2; 1 of 2.
        // From 2.4, a: b a a | a b, R = 3: (1/2 + 2/3) / 3 = 7/18; 2 of 3.
        // From 3, c:   the gallery has none.
        var result = Evaluate(OnALine("abac", 0, 6, 2.4f, 3), gallery, new RetrievalOptions { Cutoffs = [1, 2, 100] });

        Assert.Equal((4, 1, 5), (result.Queries, result.QueriesWithoutMatch, result.Gallery));
        Assert.Equal([1, 2, 100], result.RecallAt.Keys);
        Assert.Equal([2.0 / 3, 1, 1], result.RecallAt.Values);
        Assert.Equal((5.0 / 9 + 1.0 / 2 + 7.0 / 18) / 3, result.MapAtR, Digits);
        Assert.Equal((2.0 / 3 + 1.0 / 2 + 2.0 / 3) / 3, result.RPrecision, Digits);
    }

    [Fact]
    public void Each_query_is_left_out_of_its_own_gallery()
    {
        // From 0, a: a b | b a, R = 2: 1/2; 1 of 2.      From 1, a: a b | b a, the same.
        // From 3, b: a | a b a, R = 1: 0.                From 7, b: a | b a a, R = 1: 0.
        // From 8, a: b b | a a, R = 2: 0.
        var result = Evaluate(OnALine("aabba", 0, 1, 3, 7, 8), options: new RetrievalOptions { Cutoffs = [1, 2, 3] });

        Assert.Equal((5, 0, 5), (result.Queries, result.QueriesWithoutMatch, result.Gallery));
        Assert.Equal([2.0 / 5, 3.0 / 5, 1], result.RecallAt.Values);
        Assert.Equal(1.0 / 5, result.MapAtR, Digits);
        Assert.Equal(1.0 / 5, result.RPrecision, Digits);
    }

    /// <summary>Hypothetical results of Musgrave et al. 2020, in R = 10.</summary>
    [Theory]
    [InlineData("+---------", 0.1, 0.1)]
    [InlineData("+--------+", 0.2, 0.12)]
    [InlineData("++--------", 0.2, 0.2)]
    [InlineData("++++++++++", 1, 1)]
    public void Map_at_r_tells_rankings_apart_that_recall_does_not(string nearest, double rPrecision, double mapAtR)
    {
        var gallery = nearest + "-----" + new string('+', nearest.Count(c => c == '-'));
        var result = Evaluate(OnALine("+", 0), OnALine(gallery, [.. Enumerable.Range(1, gallery.Length)]));

        Assert.Equal(1, result.RecallAt[1]);
        Assert.Equal(rPrecision, result.RPrecision, Digits);
        Assert.Equal(mapAtR, result.MapAtR, Digits);
    }

    [Fact]
    public void Ties_are_in_no_order()
    {
        var gallery = OnALine("aabba", 1, 2, 2, 2, 3);

        // Both from 0. For a, R = 3: rank 1 is certain, with precision 1. Rank 2 is an a with probability 1/3, precision 2/2;
        // rank 3 with 1/3, with 2/3. (1 + 1/3 + 2/9) / 3 = 14/27; (1 + 1/3 + 1/3) / 3 = 5/9.
        // For b, R = 2: rank 2 is a b with probability 2/3, then with precision 1/2. (1/3) / 2 = 1/6; (2/3) / 2 = 1/3.
        var result = Evaluate(OnALine("ab", 0, 0), gallery, new RetrievalOptions { Cutoffs = [1, 2, 3] });

        Assert.Equal([1.0 / 2, (1 + 2.0 / 3) / 2, 1], result.RecallAt.Values, (x, y) => Math.Abs(x - y) < 1e-14);
        Assert.Equal((14.0 / 27 + 1.0 / 6) / 2, result.MapAtR, Digits);
        Assert.Equal((5.0 / 9 + 1.0 / 3) / 2, result.RPrecision, Digits);
    }

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void A_model_that_maps_everything_to_one_point_scores_as_chance(Distance distance)
    {
        // 4 of the other 19 are of the class. Rank j is one of them with probability 4/19, then precision (1 + (j - 1)·3/18) / j.
        var items = OnALine("aaaaabbbbbcccccddddd", [.. Enumerable.Repeat(0.1f, 20)]);
        var result = Evaluate(items, options: new RetrievalOptions { Distance = distance, Cutoffs = [1, 2, 15, 16, 50] });

        Assert.Equal(4.0 / 19, result.RecallAt[1], Digits);
        Assert.Equal(1 - 15.0 / 19 * 14 / 18, result.RecallAt[2], Digits);
        Assert.Equal(1 - 1.0 / 3876, result.RecallAt[15], Digits); // the four come last in one of C(19, 4) choices of places
        Assert.Equal(1, result.RecallAt[16]);
        Assert.Equal(1, result.RecallAt[50]);
        Assert.Equal(4.0 / 19, result.RPrecision, Digits);
        Assert.Equal((1 + 7.0 / 12 + 4.0 / 9 + 3.0 / 8) / 19, result.MapAtR, Digits);
    }

    [Fact]
    public void Classes_at_points_of_their_own_score_one()
    {
        var result = Evaluate(OnALine("aaabbbcc", 1, 1, 1, 2, 2, 2, 3, 3));

        Assert.Equal([1, 5, 10, 50], result.RecallAt.Keys);
        Assert.All(result.RecallAt.Values, recall => Assert.Equal(1, recall));
        Assert.Equal((1, 1), (result.MapAtR, result.RPrecision));
    }

    [Fact]
    public void A_row_is_left_out_wherever_queries_and_gallery_share_embeddings()
    {
        var items = OnALine("abab", 0, 1, 2, 4);
        var first = new RetrievalSet(items.Items, items.Embeddings, [0]);
        Assert.Equal(0, Evaluate(first, items).RecallAt[1]);
        Assert.Equal(1, Evaluate(first, OnALine("abab", 0, 1, 2, 4)).RecallAt[1]);
        Assert.Equal(1, Evaluate(first, new RetrievalSet(items.Items, items.Embeddings, [2, 3])).RecallAt[1]);
    }

    [Fact]
    public void Only_chosen_rows_with_a_class_take_part()
    {
        var items = OnALine("a ab a", 0, 1, 2, 3, 4, 5);
        var set = new RetrievalSet(items.Items, items.Embeddings, [5, 3, 1, 0, 5]);
        Assert.Equal((4, 3), (items.Count, set.Count));

        // From 0: b a. From 5: b a. From 3, b: no other.
        var result = Evaluate(set, options: new RetrievalOptions { Cutoffs = [1, 2] });
        Assert.Equal((3, 1, 3), (result.Queries, result.QueriesWithoutMatch, result.Gallery));
        Assert.Equal([0, 1], result.RecallAt.Values);
    }

    [Fact]
    public void Work_can_be_cancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(
            () => RetrievalEvaluation.Evaluate(OnALine("aa", 0, 1), cancellationToken: new CancellationToken(canceled: true)));
}
