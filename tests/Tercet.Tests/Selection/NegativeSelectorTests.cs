using Tercet.Tests.Search;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Selection;

/// <summary>What the random cases of the exactness tests do not cover: selectors of one's own, and their names.</summary>
public sealed class NegativeSelectorTests
{
    private static readonly TripletOptions Options = new() { TripletsPerEpoch = 60, Schedule = HardnessSchedule.Constant(0.4) };

    [Fact]
    public void Identities_name_each_usual_selector_once()
    {
        string[] names =
            ["range", "rank", "log-rank", "relative", "easiest", "hardest", "random", "semi-hard", "distance-weighted"];
        Assert.Equal(names, NegativeSelector.All.Select(selector => selector.Identity));
    }

    [Fact]
    public void Selectors_of_equal_identities_are_equal()
    {
        var third = NegativeSelector.Custom("third", (candidates, _) => candidates.AtRank(3));
        Assert.Equal(third, NegativeSelector.Custom("third", (candidates, _) => candidates.AtRank(3)));
        Assert.NotEqual(third, NegativeSelector.Custom("fourth", (candidates, _) => candidates.AtRank(4)));
        Assert.Equal(
            Options with { Selector = third }, Options with { Selector = NegativeSelector.Custom("third", (c, _) => c.Nearest) });
        Assert.Throws<ArgumentException>(() => NegativeSelector.Custom(" ", (candidates, _) => candidates.Nearest));
    }

    [Fact]
    public void A_selector_of_ones_own_picks_the_negative_and_follows_the_schedule()
    {
        var third = NegativeSelector.Custom("third", (candidates, step) => candidates.AtRank(step.TargetHardness == 0.4 ? 3 : 1));
        var triplets = new TripletMiner(Blobs.Items, Options with { Selector = third }).MineAll(Blobs.Embeddings);
        Assert.Equal(60, triplets.Count);
        Assert.All(triplets, t => Assert.Equal((3, 0.4), (t.Rank, t.TargetHardness!.Value)));
        Assert.All(triplets, t => Assert.Equal(ThirdNearest(t.Anchor), t.Negative));
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
        var distances = line.Where((_, i) => i != seed.Item).Select(x => (double)Math.Abs(x - line[seed.Item])).Order().ToList();
        Assert.Equal((seed.Group, distances[2]), (member.Group, member.Distance!.Value));
    }

    /// <summary>Every question that a selector may ask, against sorted distances.</summary>
    [Fact]
    public void Candidates_answer_as_the_brute_force_reference()
    {
        var asking = NegativeSelector.Custom("asking", (candidates, step) =>
        {
            var all = new Candidate[candidates.Count];
            candidates.CopyTo(all);
            Assert.Equal(all.OrderBy(c => c.Index), all);
            Candidate[] sorted = [.. all.OrderBy(c => c.Distance).ThenBy(c => c.Index)];
            Assert.Equal((sorted[0], sorted[^1]), (candidates.Nearest, candidates.Farthest));
            var place = step.Random.Next(all.Length);
            Assert.Equal(sorted[place], candidates.AtRank(place + 1));
            Assert.Equal(place + 1, candidates.RankOf(sorted[place]));
            Assert.Equal(all[place], candidates.AtOrdinal(place));
            foreach (var distance in new[] { step.PositiveDistance, sorted[place].Distance, 0, 100 })
            {
                Assert.Equal(sorted.FirstOrDefault(c => c.Distance >= distance, sorted[^1]), candidates.NearestFrom(distance));
                Assert.Equal(
                    sorted.FirstOrDefault(c => c.Distance > distance, sorted[^1]),
                    candidates.NearestFrom(distance, strictlyBeyond: distance));
                Assert.Equal(sorted.Count(c => c.Distance < distance), candidates.CountNearerThan(distance));
            }
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtRank(0));
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtRank(candidates.Count + 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtOrdinal(-1));
            Assert.Throws<ArgumentOutOfRangeException>(() => candidates.AtOrdinal(candidates.Count));
            return sorted[place];
        });
        Assert.Equal(60, new TripletMiner(Blobs.Items, Options with { Selector = asking }).MineAll(Blobs.Embeddings).Count);
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
        var triplets = new TripletMiner(
            Blobs.Items, Options with { Selector = below, Distance = distance }).MineAll(Blobs.Embeddings);
        Assert.All(triplets, t => Assert.Equal(1, t.Rank));
    }

    private static int ThirdNearest(int anchor) => Enumerable.Range(0, Blobs.Count)
        .Where(row => Blobs.ClassOf(row) != Blobs.ClassOf(anchor))
        .OrderBy(row => Blobs.DistanceBetween(anchor, row)).ElementAt(2);
}
