namespace Tercet.Tests.Data;

public sealed class MiningSourceTests
{
    private static readonly ItemTable Three = new ItemTable(["a", null, "b"]);

    private static readonly ItemTable Catalog = new ItemTable(["a", "b"]);

    [Fact]
    public void Rows_of_embeddings_and_of_the_table_must_be_as_many() =>
        Assert.Equal(
            "codes.npy has 2 rows, items 3. Expected one row of embeddings for each row below the header, in the same order, "
            + "those without a class included.",
            FaultOf(() => new MiningSource(new Dataset(Three), Matrix(2, 4, "codes.npy"))));

    [Fact]
    public void Rows_of_the_catalog_are_counted_too() =>
        Assert.Equal(
            "catalog.npy has 3 rows, items 2. Expected one row of embeddings for each row below the header, in the same order, "
            + "those without a class included.",
            FaultOf(() => new MiningSource(new Dataset(Three, Catalog), Matrix(3, 4), Matrix(3, 4, "catalog.npy"))));

    [Fact]
    public void Items_and_catalog_must_have_as_many_components() =>
        Assert.Equal(
            "catalog.npy has 5 components a row, codes.npy 4. Expected both from the same encoder.",
            FaultOf(() => new MiningSource(new Dataset(Three, Catalog), Matrix(3, 4, "codes.npy"), Matrix(2, 5, "catalog.npy"))));

    [Fact]
    public void A_catalog_and_its_embeddings_come_together()
    {
        Assert.Equal(
            "items: a catalog without embeddings. Give one row of embeddings for each of its 2 rows, or leave it out.",
            FaultOf(() => new MiningSource(new Dataset(Three, Catalog), Matrix(3, 4))));
        Assert.Equal(
            "catalog.npy: catalog embeddings without a catalog. Give the catalog's table too, or leave both out.",
            FaultOf(() => new MiningSource(new Dataset(Three), Matrix(3, 4), Matrix(2, 4, "catalog.npy"))));
    }

    [Fact]
    public void Groups_stand_in_both_tables_or_in_none()
    {
        var grouped = new ItemTable(["a", "b"], groups: ["x", "y"]);
        Assert.Equal(
            "groups stand in only one of items and items. Expected the group column in both.",
            FaultOf(() => new MiningSource(new Dataset(Three, grouped), Matrix(3, 4), Matrix(2, 4))));
    }

    [Fact]
    public void Excluded_pairs_must_name_rows_that_are_there()
    {
        var data = new Dataset(Three, Catalog);
        Assert.Equal(
            """
            excluded pairs: 4 name rows that are not in the data:
              0, 3
              2, 0
              -1, 1
              1, -1
            Expected anchors from 0 to 1 (rows of items) and negatives from 0 to 2 (rows of items).
            """,
            FaultOf(() => new MiningSource(data, Matrix(3, 4), Matrix(2, 4), new ExcludedPairs([(0, 2), (2, 0), (-1, 1), (0, 3), (1, -1)]))));
    }

    [Fact]
    public void Items_without_an_embedding_are_listed_among_those_that_have_a_class() =>
        Assert.Equal(
            """
            codes.npy: 2 rows have no embedding (every component NaN):
              items, item 0: x.jpg
              items, item 3: w.jpg
            Expected one for every item that has a class. Encode them, clear their class, or leave them out with --on-bad-image skip.
            """,
            FaultOf(() => new MiningSource(
                new Dataset(new ItemTable(["a", null, "b", "a"], files: ["x.jpg", "y.jpg", "z.jpg", "w.jpg"])),
                WithMissing(4, "codes.npy", 0, 1, 3))));

    [Fact]
    public void Of_many_items_without_an_embedding_ten_are_shown_and_the_rest_counted()
    {
        var message = FaultOf(() => new MiningSource(
            new Dataset(Three, new ItemTable([.. Enumerable.Repeat("a", 25), "b"])), Matrix(3, 4), WithMissing(26, "catalog.npy", [.. Enumerable.Range(0, 25)])));
        Assert.Equal(
            string.Join('\n', [
                "catalog.npy: 25 rows have no embedding (every component NaN):", .. Enumerable.Range(0, 10).Select(i => $"  items, item {i}"), "  … and 15 more",
                "Expected one for every item that has a class. Encode them, clear their class, or leave them out with "
                + "--on-bad-image skip."]),
            message);
    }

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.Cosine)]
    public void Items_left_out_for_want_of_an_embedding_take_no_part(Distance distance)
    {
        var items = new ItemTable([.. Enumerable.Range(0, 40).Select(i => $"{i % 4}")]);
        var embeddings = WithMissing(40, "codes.npy", 0, 7, 39);
        var source = new MiningSource(new Dataset(items.Without(embeddings.MissingRows)), embeddings);
        var triplets = new TripletMiner(source, new TripletOptions { Triplets = 200, TestRatio = 0, Distance = distance })
            .Mine(cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(200, triplets.Count);
        Assert.DoesNotContain(
            triplets, triplet => new[] { triplet.Anchor, triplet.Positive, triplet.Negative }.Intersect([0, 7, 39]).Any());
        Assert.DoesNotContain(
            triplets, triplet => double.IsNaN(triplet.NegativeDistance) || double.IsNaN(triplet.PositiveDistance));
    }

    private static EmbeddingMatrix WithMissing(int rows, string name, params int[] missing) =>
        EmbeddingMatrix.FromArray(
            [.. Enumerable.Range(0, rows).SelectMany(i => missing.Contains(i) ? Enumerable.Repeat(float.NaN, 4) : [1f, i, -i, i * i])], 4, name);

    private static EmbeddingMatrix Matrix(int rows, int dimensions, string name = "embeddings") =>
        EmbeddingMatrix.FromArray(new float[rows * dimensions], dimensions, name);

    private static string FaultOf(Func<object> create) => Assert.Throws<InvalidInputException>(create).Message;
}
