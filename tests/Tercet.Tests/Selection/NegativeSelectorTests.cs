using Tercet.Tests.Sequences;

namespace Tercet.Tests.Selection;

/// <summary>What neither the exactness tests nor the tests of extending cover.</summary>
public sealed class NegativeSelectorTests
{
    [Fact]
    public void Identities_name_each_usual_selector_once()
    {
        string[] names =
            ["range", "rank", "log-rank", "relative", "easiest", "hardest", "random", "semi-hard", "distance-weighted"];
        Assert.Equal(names, NegativeSelector.All.Select(selector => selector.Identity));
    }

    [Fact]
    public void A_selector_of_ones_own_says_which_class_joins_a_batch()
    {
        var third = NegativeSelector.Custom("third", (candidates, _) => candidates.AtRank(Math.Min(3, candidates.Count)));
        var items = new LabeledItems([.. Enumerable.Range(0, 6)]);
        // On a line from 0 on: the seed class has the others at distances that are all different.
        var embeddings = EmbeddingMatrix.FromArray([0, 1, 3, 7, 15, 31], 1);
        var mined = new BatchMiner(
            items, new BatchOptions { ClassesPerBatch = 6, GroupSize = 2, Selector = third }).MineAll(embeddings);
        var (seed, member) = (mined[0].Items[0], mined[0].Items[2]);
        float[] line = [0, 1, 3, 7, 15, 31];
        var distances = line.Where((_, i) => i != seed.Row).Select(x => (double)Math.Abs(x - line[seed.Row])).Order().ToList();
        Assert.Equal((seed.Group, distances[2]), (member.Group, member.Distance!.Value));
    }

    /// <summary>As where a selector of one's own takes a margin off the distance to the positive.</summary>
    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void All_candidates_are_beyond_a_distance_below_zero(Distance distance)
    {
        var below = NegativeSelector.Custom("below", (candidates, _) =>
        {
            Assert.Equal(0, candidates.CountNearerThan(-0.5));
            return candidates.NearestFrom(-0.5);
        });
        var options = new TripletOptions { TripletsPerEpoch = 60, Selector = below, Distance = distance };
        var triplets = new TripletMiner(Blobs.Items, options).MineAll(Blobs.Embeddings);
        Assert.All(triplets, t => Assert.Equal(1, t.Rank));
    }
}
