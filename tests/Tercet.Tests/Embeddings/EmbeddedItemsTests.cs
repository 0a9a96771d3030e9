using Tercet.Tests.Sequences;

namespace Tercet.Tests.Embeddings;

/// <summary>What a miner requires of the embeddings that it is given.</summary>
public sealed class EmbeddedItemsTests
{
    private const string OneRowEach =
        "Expected one row of embeddings for each item, in the same order, those without a class included.";

    private const string EncodeThem =
        "Expected one for every item that has a class. Encode them, clear their class, or skip them (`OnBadImage` = Skip).";

    private static readonly ItemTable Three = new(["a", null, "b"]);

    private static readonly ItemTable Catalog = new(["a", "b"]);

    private static readonly TripletOptions Hardest = new() { TripletsPerEpoch = 60, Selector = NegativeSelector.Hardest };

    [Fact]
    public void Rows_of_embeddings_and_of_the_table_must_be_as_many() =>
        Assert.Equal(
            $"codes.npy has 2 rows, items 3. {OneRowEach}",
            FaultOf(new LabeledItems(Three, Catalog), Matrix(2, 4, "codes.npy"), Matrix(2, 4)));

    [Fact]
    public void Rows_of_a_table_with_a_header_are_named_as_such() =>
        Assert.Equal(
            "codes.npy has 2 rows, train.csv 3. "
            + "Expected one row of embeddings for each row below the header, in the same order, those without a class included.",
            FaultOf(
                new LabeledItems(new ItemTable(["a", null, "b"], source: "train.csv", rowNumbers: [2, 3, 4]), Catalog),
                Matrix(2, 4, "codes.npy"), Matrix(2, 4)));

    [Fact]
    public void Rows_of_the_catalog_are_counted_too() =>
        Assert.Equal(
            $"catalog.npy has 3 rows, items 2. {OneRowEach}",
            FaultOf(new LabeledItems(Three, Catalog), Matrix(3, 4), Matrix(3, 4, "catalog.npy")));

    [Fact]
    public void Items_and_catalog_must_have_as_many_components() =>
        Assert.Equal(
            "catalog.npy has 5 components per row, codes.npy 4. Expected both from the same encoder.",
            FaultOf(new LabeledItems(Three, Catalog), Matrix(3, 4, "codes.npy"), Matrix(2, 5, "catalog.npy")));

    [Fact]
    public void A_catalog_and_its_embeddings_come_together()
    {
        Assert.Equal(
            "items: a catalog without embeddings. Give one row of embeddings for each of its 2 rows, or leave it out.",
            FaultOf(new LabeledItems(Three, Catalog), Matrix(3, 4)));
        Assert.Equal(
            "catalog.npy: catalog embeddings without a catalog. Give the catalog's table too, or leave both out.",
            FaultOf(new LabeledItems(["a", "a", "b"]), Matrix(3, 4), Matrix(2, 4, "catalog.npy")));
    }

    [Fact]
    public void Items_without_an_embedding_are_listed_among_those_that_have_a_class() =>
        Assert.Equal(
            "codes.npy: 2 rows have no embedding (every component NaN):\n"
            + $"  items, item 0: x.jpg\n  items, item 3: w.jpg\n{EncodeThem}",
            FaultOf(
                new LabeledItems(new ItemTable(["a", null, "b", "a"], files: ["x.jpg", "y.jpg", "z.jpg", "w.jpg"])),
                WithMissing(4, "codes.npy", 0, 1, 3)));

    [Fact]
    public void Of_many_items_without_an_embedding_ten_are_shown_and_the_rest_counted() =>
        Assert.Equal(
            string.Join('\n', [
                "catalog.npy: 25 rows have no embedding (every component NaN):",
                .. Enumerable.Range(0, 10).Select(i => $"  items, item {i}"), "  … and 15 more", EncodeThem]),
            FaultOf(
                new LabeledItems(Three, new ItemTable([.. Enumerable.Repeat("a", 25), "b"])), Matrix(3, 4),
                WithMissing(26, "catalog.npy", [.. Enumerable.Range(0, 25)])));

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.Cosine)]
    public void Items_left_out_for_want_of_an_embedding_take_no_part(Distance distance)
    {
        var embeddings = WithMissing(40, "codes.npy", 0, 7, 39);
        var items = new LabeledItems(
            new ItemTable([.. Enumerable.Range(0, 40).Select(i => $"{i % 4}")]).Without(embeddings.MissingRows));
        var triplets = new TripletMiner(
            items, new TripletOptions { TripletsPerEpoch = 200, Distance = distance }).MineAll(embeddings);
        Assert.Equal(200, triplets.Count);
        Assert.DoesNotContain(triplets, t => new[] { t.Anchor, t.Positive, t.Negative }.Intersect([0, 7, 39]).Any());
        Assert.DoesNotContain(triplets, t => double.IsNaN(t.NegativeDistance) || double.IsNaN(t.PositiveDistance));
    }

    /// <summary>So that an epoch need not embed what is held out.</summary>
    [Fact]
    public void Rows_of_the_other_part_may_be_missing()
    {
        var split = DataSplit.ByClass(Blobs.Items, 0.25);
        var miner = new TripletMiner(Blobs.Items, Hardest, split);
        EmbeddingMatrix Without(IEnumerable<int> rows)
        {
            var values = Blobs.Values.ToArray();
            foreach (var row in rows)
                values.AsSpan(row * Blobs.Dimensions, Blobs.Dimensions).Fill(float.NaN);
            return EmbeddingMatrix.FromArray(values, Blobs.Dimensions);
        }

        var (trainOnly, testOnly) = (Without(split.TestRows), Without(split.TrainRows));
        Assert.Equal(miner.MineAll(Blobs.Embeddings), miner.MineAll(trainOnly));
        Assert.Equal(miner.MineHeldOut(Blobs.Embeddings), miner.MineHeldOut(testOnly));
        miner.Check(Blobs.Embeddings);
        Action[] faults =
        [
            () => miner.MineHeldOut(trainOnly), () => miner.MineAll(testOnly), () => miner.Check(trainOnly),
            () => miner.Check(testOnly),
        ];
        Assert.All(
            faults,
            fault => Assert.Contains(
                "rows have no embedding", Assert.Throws<InvalidInputException>(fault).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_zeros_have_no_cosine_distance_and_are_listed()
    {
        var items = new LabeledItems(new ItemTable(["a", "a", null, "b"], files: ["w.jpg", "x.jpg", "y.jpg", "z.jpg"]));
        var embeddings = EmbeddingMatrix.FromArray([1, 0, 0, 0, 0, 0, -0f, 0], 2);
        Assert.Equal(
            """
            embeddings: 2 rows are all zeros, and have no cosine distance:
              item 1: x.jpg
              item 3: z.jpg
            Drop these items, fix the encoder, or use another `Distance`.
            """,
            FaultOf(items, embeddings, options: Hardest with { Distance = Distance.Cosine }));
        Assert.NotEmpty(new TripletMiner(items, Hardest).MineAll(embeddings));
    }

    [Fact]
    public void Rows_of_another_length_than_one_have_no_distance_weights_and_are_counted()
    {
        var embeddings = EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 30).Select(i => i < 25 ? i + 2f : 1f)], 1);
        var items = new LabeledItems([.. Enumerable.Range(0, 30).Select(i => i % 3)]);
        var options = Hardest with { Selector = NegativeSelector.DistanceWeighted };
        Assert.Equal(
            string.Join('\n', [
                "embeddings: 25 rows are not of unit length, on which distance-weighted sampling is defined:",
                .. Enumerable.Range(0, 10).Select(i => $"  item {i}: length {i + 2}"), "  … and 15 more",
                "Scale the embeddings to unit length, or set `Distance` to cosine."]),
            FaultOf(items, embeddings, options: options));
        Assert.Equal(60, new TripletMiner(items, options with { Distance = Distance.Cosine }).MineAll(embeddings).Count);
    }

    [Theory]
    [InlineData(1.0004f, true)]
    [InlineData(0.9996f, true)]
    [InlineData(1.0006f, false)]
    [InlineData(0.9994f, false)]
    [InlineData(1.1f, false)]
    [InlineData(0.2f, false)]
    public void A_length_is_one_within_half_a_thousandth(float length, bool isUnit)
    {
        var items = new LabeledItems([0, 0, 1, 1]);
        var embeddings = EmbeddingMatrix.FromArray([1, -1, 1, length], 1);
        var miner = new TripletMiner(items, Hardest with { Selector = NegativeSelector.DistanceWeighted });
        if (isUnit)
            miner.Check(embeddings);
        else
            Assert.Contains(
                "1 rows are not of unit length", Assert.Throws<InvalidInputException>(() => miner.Check(embeddings)).Message,
                StringComparison.Ordinal);
    }

    private static EmbeddingMatrix WithMissing(int rows, string name, params int[] missing)
    {
        float[] Row(int i) => missing.Contains(i) ? [float.NaN, float.NaN, float.NaN, float.NaN] : [1, i, -i, i * i];
        return EmbeddingMatrix.FromArray([.. Enumerable.Range(0, rows).SelectMany(Row)], 4, name);
    }

    private static EmbeddingMatrix Matrix(int rows, int dimensions, string name = "embeddings") =>
        EmbeddingMatrix.FromArray(new float[rows * dimensions], dimensions, name);

    /// <summary>The fault that mining meets, and the check before it.</summary>
    private static string FaultOf(
        LabeledItems items, EmbeddingMatrix embeddings, EmbeddingMatrix? catalog = null, TripletOptions? options = null)
    {
        var miner = new TripletMiner(items, options ?? Hardest);
        var fault = Assert.Throws<InvalidInputException>(() => miner.MineAll(embeddings, catalog)).Message;
        Assert.Equal(fault, Assert.Throws<InvalidInputException>(() => miner.Check(embeddings, catalog)).Message);
        return fault;
    }
}
