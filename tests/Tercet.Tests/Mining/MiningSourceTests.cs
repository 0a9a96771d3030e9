using Tercet.Datasets;
using Tercet.Embeddings;
using Tercet.Mining;

namespace Tercet.Tests.Mining;

public sealed class MiningSourceTests
{
    private static readonly ItemTable Three = ItemTable.FromLists(["a", null, "b"]);

    private static readonly ItemTable Catalog = ItemTable.FromLists(["a", "b"]);

    [Fact]
    public void Rows_of_embeddings_and_of_the_table_must_be_as_many() =>
        Assert.Equal(
            "codes.npy has 2 rows, items 3. Expected one row of embeddings for each row below the header, in the same order, those without a class included.",
            FaultOf(() => new MiningSource(new Dataset(Three), Matrix(2, 4, "codes.npy"))));

    [Fact]
    public void Rows_of_the_catalog_are_counted_too() =>
        Assert.Equal(
            "catalog.npy has 3 rows, items 2. Expected one row of embeddings for each row below the header, in the same order, those without a class included.",
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
        var grouped = ItemTable.FromLists(["a", "b"], groups: ["x", "y"]);
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
            FaultOf(() => new MiningSource(data, Matrix(3, 4), Matrix(2, 4), ExcludedPairs.FromIds([(0, 2), (2, 0), (-1, 1), (0, 3), (1, -1)]))));
    }

    private static EmbeddingMatrix Matrix(int rows, int dimensions, string name = "embeddings") =>
        EmbeddingMatrix.FromArray(new float[rows * dimensions], dimensions, name);

    private static string FaultOf(Func<object> create) => Assert.Throws<BadInputException>(create).Message;
}
