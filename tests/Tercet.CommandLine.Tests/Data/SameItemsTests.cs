using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Tests.Data;

/// <summary>Items that are the same as an anchor, or as a positive of it.</summary>
public sealed class SameItemsTests
{
    private static readonly float[] A = [1, 0], B = [0, 1], C = [1, 1];

    [Fact]
    public void A_file_in_the_catalog_and_in_the_data_is_found_by_path_and_by_embedding()
    {
        var items = new ItemTable(["x", "x", "y", "y"], ["./a.jpg", "b.jpg", "sub/../c.jpg", "d.jpg"], source: "items.csv");
        var catalog = new ItemTable(["x", "y"], ["a.jpg", "e.jpg"], source: "catalog.csv");
        var tables = new DataTables(items, catalog, [], 0, null);
        var (rows, references) = (Matrix(B, C, [2, 1], A), Matrix([3, 3], A)); // item 3 is catalog item 1, by embedding

        var kept = SameItems.Resolve(tables, rows, references, null);
        Assert.Equal(
            "2 items of items.csv are in catalog.csv too, such as item 0: ./a.jpg and item 0: a.jpg: such an item can be its own "
            + "positive, at distance 0. --duplicates exclude leaves it out.", Assert.Single(kept.Notes));
        Assert.Equal(items, kept.Items);

        var excluded = SameItems.Resolve(tables, rows, references, DuplicateHandling.Exclude);
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(excluded.Items.TakesPart));
        Assert.Equal(items, SameItems.Resolve(tables, rows, references, DuplicateHandling.Positive).Items);
    }

    [Fact]
    public void The_same_embedding_under_two_labels_is_no_negative_unless_it_is_kept()
    {
        var tables = new DataTables(new ItemTable(["x", "x", "y", "y"], source: "items.csv"), null, [(0, 3)], 0, null);
        var rows = Matrix(A, B, A, C);
        Assert.Same(tables, SameItems.Resolve(tables, rows, null, null));
        foreach (var handling in new[] { DuplicateHandling.Positive, DuplicateHandling.Exclude })
        {
            // Item 2 is the same as item 0, so it is no negative of item 1 either, whose positive that is.
            Assert.Equal([(0, 3), (0, 2), (2, 0), (1, 2), (3, 0)], SameItems.Resolve(tables, rows, null, handling).ExcludedPairs);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(DuplicateHandling.Exclude)]
    [InlineData(DuplicateHandling.Positive)]
    [InlineData(DuplicateHandling.Keep)]
    public void Passages_like_the_query_or_like_a_positive_are_decided(DuplicateHandling? handling)
    {
        // Passage 1 has the text of passage 0, a positive of query 0; passage 3 has its embedding; passage 2 is query 1.
        var passages = ItemTable.WithoutClasses(["p0", "p1", "p2", "p3", "p4"], ["a", " a", "what", "d", "e"]);
        var queries = ItemTable.WithoutClasses(["q0", "q1"], ["who", "what"]);
        var tables = new DataTables(passages, queries, [], 0, null) { Pairs = [(0, 0), (1, 2), (1, 4)] };
        var found = SameItems.Resolve(tables, Matrix(A, B, C, A, [5, 1]), Matrix([7, 1], [7, 2]), handling);
        (int, int)[] same = [(0, 1), (0, 3), (1, 2)];
        Assert.Equal(2, found.Notes.Count);
        switch (handling)
        {
            case null or DuplicateHandling.Exclude:
                Assert.Equal([(0, 0), (1, 4)], found.Pairs!);
                Assert.Equal(same, found.ExcludedPairs.Order());
                break;
            case DuplicateHandling.Positive:
                Assert.Equal([(0, 0), (0, 1), (0, 3), (1, 2), (1, 4)], found.Pairs!.Distinct().Order());
                Assert.Empty(found.ExcludedPairs);
                break;
            default:
                Assert.Equal(tables.Pairs, found.Pairs);
                Assert.Empty(found.ExcludedPairs);
                break;
        }
    }

    [Fact]
    public void The_positives_of_one_query_are_no_negatives_of_another_with_the_same_text()
    {
        var passages = ItemTable.WithoutClasses(["p0", "p1", "p2"], ["a", "b", "c"]);
        var queries = ItemTable.WithoutClasses(["q0", "q1", "q2"], ["same", "same ", "other"]);
        var tables = new DataTables(passages, queries, [], 0, null) { Pairs = [(0, 0), (1, 1), (2, 2)] };
        var rows = Matrix(A, B, C);
        Assert.Equal(
            [(0, 1), (1, 0)], SameItems.Resolve(tables, rows, Matrix([3, 1], [4, 1], [5, 1]), DuplicateHandling.Exclude).ExcludedPairs);
        Assert.Equal(
            [(0, 0), (1, 1), (2, 2), (0, 1), (1, 0)],
            SameItems.Resolve(tables, rows, Matrix([3, 1], [4, 1], [5, 1]), DuplicateHandling.Positive).Pairs!);
    }

    [Fact]
    public void Pairs_that_are_all_excluded_are_a_fault()
    {
        var tables = new DataTables(ItemTable.WithoutClasses(["p0", "p1"]), ItemTable.WithoutClasses(["q0"]), [], 0, null) { Pairs = [(0, 0)] };
        Assert.Contains(
            "the passage of each of 1 pairs is the same as its query",
            Assert.Throws<InvalidInputException>(() => SameItems.Resolve(tables, Matrix(A, B), Matrix(A), null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Embeddings_of_another_count_are_left_to_be_refused_where_they_are_mined_on()
    {
        var tables = new DataTables(new ItemTable(["x", "y"]), new ItemTable(["x", "y"]), [], 0, null);
        Assert.Same(tables, SameItems.Resolve(tables, Matrix(A), Matrix(A, B), DuplicateHandling.Exclude));
    }

    private static EmbeddingMatrix Matrix(params float[][] rows) => rows;
}
