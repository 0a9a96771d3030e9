using static Tercet.Tests.Evaluation.SmallRetrieval;

namespace Tercet.Tests.Evaluation;

public sealed class RetrievalFaultsTests
{
    [Fact]
    public void The_default_options_are_valid() => new RetrievalOptions().Validate();

    [Fact]
    public void Every_fault_of_the_options_is_reported_at_once() =>
        Assert.Equal(
            """
            `Distance` is unknown: 9; expected one of euclidean, squared-euclidean, cosine.
            `Cutoffs` is [1, 5, 5]; expected one or more, each 1 or more, strictly ascending.
            `MaxDegreeOfParallelism` is 0; expected 1 or more.
            """,
            Assert.Throws<InvalidOptionsException>(() => Evaluate(OnALine("aa", 1, 2), options: Faulty)).Message);

    private static readonly RetrievalOptions Faulty =
        new() { Distance = (Distance)9, Cutoffs = [1, 5, 5], MaxDegreeOfParallelism = 0 };

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { -1, 3 })]
    [InlineData(new[] { 5, 1 })]
    public void Cutoffs_that_cannot_be_are_refused(int[] cutoffs) =>
        Assert.Equal(
            $"`Cutoffs` is [{string.Join(", ", cutoffs)}]; expected one or more, each 1 or more, strictly ascending.",
            Assert.Throws<InvalidOptionsException>(() => new RetrievalOptions { Cutoffs = cutoffs }.Validate()).Message);

    [Fact]
    public void Sets_of_different_dimensions_are_refused() =>
        Assert.Equal(
            "old.npy has 2 components per row, new.npy 1. Expected queries and gallery from the same encoder.",
            FaultOf(() => Evaluate(
                new RetrievalSet(new ItemTable(["a"]), EmbeddingMatrix.FromArray([1, 2], 2, "old.npy")),
                new RetrievalSet(new ItemTable(["a"]), EmbeddingMatrix.FromArray([1], 1, "new.npy")))));

    [Fact]
    public void Queries_of_which_none_has_a_match_are_refused()
    {
        const string Rule = "Expected labels that occur in both, or two items of a class where the queries are the gallery.";
        Assert.Equal(
            $"items: none of 2 queries has an item of its class, other than itself, among the 3 of the gallery (items). {Rule}",
            FaultOf(() => Evaluate(OnALine("ab", 1, 2), OnALine("ccd", 1, 2, 3))));
        Assert.Equal(
            $"items: none of 2 queries has an item of its class, other than itself, among the 2 of the gallery (items). {Rule}",
            FaultOf(() => Evaluate(OnALine("ab", 1, 2))));
    }

    [Fact]
    public void Rows_of_zeros_have_no_cosine_distance()
    {
        var zeros = OnALine("aabb", 1, 0, 2, -0f);
        const string Fault = """
            embeddings: 2 rows are all zeros, and have no cosine distance:
              item 1
              item 3
            Leave these items out, fix the encoder, or use another `Distance`.
            """;
        var cosine = new RetrievalOptions { Distance = Distance.Cosine };
        Assert.Equal(Fault, FaultOf(() => Evaluate(zeros, OnALine("ab", 1, 2), cosine)));
        Assert.Equal(Fault, FaultOf(() => Evaluate(OnALine("ab", 1, 2), zeros, cosine)));
        Evaluate(new RetrievalSet(zeros.Items, zeros.Embeddings, [0, 2]), OnALine("ab", 1, 2), cosine);
        Evaluate(zeros);
    }

    [Fact]
    public void Items_without_an_embedding_are_refused_where_they_take_part()
    {
        var items = new ItemTable(["a", "a", null, "b"]);
        var embeddings = EmbeddingMatrix.FromArray([1, float.NaN, float.NaN, float.NaN], 1);
        Assert.Equal(
            """
            embeddings: 2 rows have no embedding (every component NaN):
              item 1
              item 3
            Expected one for every item that has a class. Encode them, clear their class, or leave their rows out.
            """,
            FaultOf(() => _ = new RetrievalSet(items, embeddings)));
        Assert.Equal(1, new RetrievalSet(items, embeddings, [0, 2]).Count);
    }

    [Fact]
    public void Sets_of_nothing_are_refused()
    {
        Assert.Equal(
            "items: no item has a class. Expected one or more to search for or among.", FaultOf(() => OnALine("  ", 1, 2)));
        var items = OnALine("a ", 1, 2);
        foreach (var rows in new int[][] { [], [1] })
        {
            Assert.Equal(
                "items: no item of those named has a class. Expected one or more to search for or among.",
                FaultOf(() => _ = new RetrievalSet(items.Items, items.Embeddings, rows)));
        }
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "embeddings has 3 rows, items 2. Expected one row of embeddings for each item, in the same order, "
            + "those without a class included.",
            FaultOf(() => OnALine("ab", 1, 2, 3)));
        var items = OnALine("ab", 1, 2);
        foreach (var row in new[] { -1, 2 })
            Assert.Throws<ArgumentOutOfRangeException>(() => new RetrievalSet(items.Items, items.Embeddings, [row]));
    }

    private static string FaultOf(Action action) => Assert.Throws<InvalidInputException>(action).Message;
}
