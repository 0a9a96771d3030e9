using Tercet.Tests.Search;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Extending;

/// <summary>A selector knows which rows anchor, positive and candidates are.</summary>
public sealed class RowsTests
{
    private const int Classes = 12;

    private static readonly EmbeddingMatrix CatalogEmbeddings =
        EmbeddingMatrix.FromArray([.. Blobs.Values.Take(2 * Classes * Blobs.Dimensions).Select(x => 1 - x)], Blobs.Dimensions);

    /// <summary>Two catalog items per class, in turn.</summary>
    private static readonly ItemTable Catalog = Table(2 * Classes);

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, 40)]
    [InlineData(true, null)]
    [InlineData(true, 40)]
    public void Rows_of_a_triplet_lead_to_its_embeddings(bool withCatalog, int? pool)
    {
        var items = new LabeledItems(Table(Blobs.Count), withCatalog ? Catalog : null);
        var split = DataSplit.ByItem(items, 0.3);
        var (train, test) = (split.TrainRows.ToHashSet(), split.TestRows.ToHashSet());
        var selector = NegativeSelector.Custom("checking", (candidates, step) =>
        {
            float[] anchor = withCatalog ? RowOf(CatalogEmbeddings, step.Anchor) : Blobs.Row(step.Anchor);
            var part = train.Contains(step.Positive) ? train : test;
            Assert.Equal(Blobs.ClassOf(step.Anchor), Blobs.ClassOf(step.Positive));
            Assert.Equal(Between(anchor, step.Positive), step.PositiveDistance);
            var all = new Candidate[candidates.Count];
            candidates.CopyTo(all);
            Assert.All(all, candidate =>
            {
                var row = candidates.RowOf(candidate);
                Assert.Equal(Between(anchor, row), candidate.Distance);
                Assert.NotEqual(Blobs.ClassOf(step.Positive), Blobs.ClassOf(row));
                Assert.Contains(row, part);
            });
            Assert.Equal(all.Select(candidates.RowOf).Order(), all.Select(candidates.RowOf));
            return all[step.Positive % all.Length];
        });
        var options = new TripletOptions { TripletsPerEpoch = 30, TestTriplets = 10, Selector = selector, CandidatePool = pool };
        var miner = new TripletMiner(items, options, split);
        var catalog = withCatalog ? CatalogEmbeddings : null;
        Assert.Equal(30, miner.MineAll(Blobs.Embeddings, catalog).Count);
        Assert.Equal(10, miner.MineHeldOut(Blobs.Embeddings, catalog).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_a_batch_lead_to_its_classes(bool withCatalog)
    {
        var items = new LabeledItems(Table(Blobs.Count), withCatalog ? Catalog : null);
        var split = DataSplit.ByItem(items, 0.3);
        int FirstOf(int row) => split.TrainRows.Where(other => Blobs.ClassOf(other) == Blobs.ClassOf(row)).Min();
        var seeds = new List<(int Anchor, int Positive)>();
        var chosen = new List<int>();
        var selector = NegativeSelector.Custom("checking", (candidates, step) =>
        {
            Assert.Contains(step.Positive, split.TrainRows);
            Assert.Equal(Blobs.ClassOf(step.Anchor), Blobs.ClassOf(step.Positive));
            if (withCatalog)
                Assert.Equal(Between(RowOf(CatalogEmbeddings, step.Anchor), step.Positive), step.PositiveDistance);
            else
                Assert.Equal(FirstOf(step.Anchor), step.Anchor);
            int[] rows = [.. Enumerable.Range(0, candidates.Count).Select(candidates.AtOrdinal).Select(candidates.RowOf)];
            Assert.Equal(rows.Select(FirstOf), rows);
            Assert.DoesNotContain(Blobs.ClassOf(step.Anchor), rows.Select(Blobs.ClassOf));
            seeds.Add((step.Anchor, step.Positive));
            chosen.Add(rows[^1]);
            return candidates.AtOrdinal(candidates.Count - 1);
        });
        var options = new BatchOptions { ClassesPerBatch = 4, GroupSize = 2, SamplesPerClass = 3, Epochs = 3, Selector = selector };
        var mined = new BatchMiner(items, options, split).MineAll(Blobs.Embeddings, withCatalog ? CatalogEmbeddings : null);
        var groups = mined.SelectMany(batch => batch.Items.GroupBy(item => item.Group).Select(group => group.Chunk(3).ToList()))
            .ToList();
        Assert.Equal((18, 18), (groups.Count, seeds.Count));
        Assert.All(groups.Zip(seeds, chosen), entry =>
        {
            var (group, seed, row) = entry;
            var (own, member) = (group[0], group[1]);
            Assert.Equal(own.First(item => item.Role == ItemRole.Item).Row, seed.Positive);
            if (withCatalog)
                Assert.Equal((ItemRole.Catalog, seed.Anchor), (own[0].Role, own[0].Row));
            Assert.Equal(Blobs.ClassOf(row), Blobs.ClassOf(member[0].Row));
        });
    }

    [Fact]
    public void The_row_of_another_candidate_is_refused()
    {
        var selector = NegativeSelector.Custom("foreign", (candidates, _) =>
        {
            var nearest = candidates.Nearest;
            Assert.Equal(
                "index 1000 at distance 0.5, which is not one of the anchor's candidates; expected what a member of ICandidates "
                + "returned for this anchor. (Parameter 'candidate')",
                Assert.Throws<ArgumentException>(() => candidates.RowOf(new Candidate(1_000, 0.5))).Message);
            Assert.Throws<ArgumentException>(() => candidates.RowOf(new Candidate(nearest.Index, nearest.Distance / 2)));
            return nearest;
        });
        var miner = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 10, Selector = selector });
        Assert.Equal(10, miner.MineAll(Blobs.Embeddings).Count);
    }

    /// <summary>As the example of docs/extending/selector.md: the nearest candidate of a class that is not confusable.</summary>
    [Fact]
    public void A_rule_by_class_finds_what_a_brute_force_loop_finds()
    {
        static bool IsConfusable(int a, int b) => Math.Abs(Blobs.ClassOf(a) - Blobs.ClassOf(b)) == 1;
        var selector = NegativeSelector.Custom("not-confusable", (candidates, step) => Enumerable.Range(1, candidates.Count)
            .Select(candidates.AtRank).First(candidate => !IsConfusable(step.Anchor, candidates.RowOf(candidate))));
        var miner = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 100, Selector = selector });
        Assert.All(miner.MineAll(Blobs.Embeddings), triplet => Assert.Equal(
            Enumerable.Range(0, Blobs.Count)
                .Where(row => Blobs.ClassOf(row) != Blobs.ClassOf(triplet.Anchor) && !IsConfusable(triplet.Anchor, row))
                .MinBy(row => Blobs.DistanceBetween(triplet.Anchor, row)),
            triplet.Negative));
    }

    private static ItemTable Table(int count) => new([.. Enumerable.Range(0, count).Select(row => $"class {Blobs.ClassOf(row)}")]);

    private static double Between(float[] anchor, int row) => NaiveDistance.Between(anchor, Blobs.Row(row), Distance.Euclidean);

    private static float[] RowOf(EmbeddingMatrix matrix, int row) => matrix.ReadRow(row, new float[matrix.Dimensions]).ToArray();
}
