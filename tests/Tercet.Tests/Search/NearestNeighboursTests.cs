using CsCheck;

namespace Tercet.Tests.Search;

public sealed class NearestNeighboursTests
{
    private const double Tolerance = 1e-12;

    private static readonly Gen<(int Queries, int Others, int Dimensions, int Count, int Threads, Distance Distance, bool IsOne, int Seed)> Cases =
        Gen.Select(
            Gen.Int[1, 40], Gen.Int[1, 60], Gen.Int[1, 9], Gen.Int[1, 70], Gens.OneOf(1, 2, 7), Gen.Enum<Distance>(), Gen.Bool,
            Gen.Int[0, 1_000_000]);

    [Fact]
    public void They_are_those_of_a_loop_over_all_pairs() => Cases.Sample(
        c =>
        {
            var random = new Random(c.Seed);
            using var queries = Matrix(random, c.Queries, c.Dimensions);
            using var others = c.IsOne ? null : Matrix(random, c.Others, c.Dimensions);
            var candidates = others ?? queries;
            // Queries in any order and more than once, candidates a part of all, perhaps none.
            int[] rows = [.. Enumerable.Range(0, random.Next(0, 2 * c.Queries)).Select(_ => random.Next(c.Queries))];
            var share = random.NextDouble() * 1.2;
            int[] among = [.. Enumerable.Range(0, candidates.Count).Where(_ => random.NextDouble() < share)];
            var found = Find(
                queries, rows, candidates, among, c.Count, c.Distance, c.Threads);
            Assert.Equal(rows.Length, found.Length);
            for (var i = 0; i < rows.Length; i++)
                Check(Naive(queries, rows[i], candidates, among, c.Distance), found[i], c.Count, c.Distance);
        },
        iter: 600, threads: 1);

    [Fact]
    public void A_query_is_its_own_neighbour_in_another_matrix_alone()
    {
        float[] values = [0, 0, 1, 0, 5, 5];
        using var one = EmbeddingMatrix.FromArray([.. values], 2);
        using var copy = EmbeddingMatrix.FromArray([.. values], 2);
        Assert.Equal([1], Rows(Find(one, [0], one, [0, 1, 2], 1)[0]));
        Assert.Equal([0], Rows(Find(one, [0], copy, [0, 1, 2], 1)[0]));
        Assert.Equal([2], Rows(Find(one, [0], one, [2], 1)[0])); // not among the candidates anyway
        Assert.Empty(Find(one, [0], one, [0], 3)[0]); // itself is all there is
    }

    [Fact]
    public void Equal_distances_go_to_the_lower_row_however_many_there_are()
    {
        using var matrix = EmbeddingMatrix.FromArray([.. Enumerable.Repeat(1f, 500)], 1);
        int[] all = [.. Enumerable.Range(0, 500)];
        foreach (var threads in new[] { 1, 2, 7 })
        {
            var found = Find(matrix, all, matrix, all, 3, threads: threads);
            Assert.Equal([1, 2, 3], Rows(found[0]));
            Assert.Equal([0, 2, 3], Rows(found[1]));
            Assert.Equal([0, 1, 2], Rows(found[499]));
        }
    }

    [Fact]
    public void Misuse_is_refused()
    {
        using var two = EmbeddingMatrix.FromArray([1, 2], 2);
        using var three = EmbeddingMatrix.FromArray([1, 2, 3], 3);
        Assert.Contains("same encoder", Assert.Throws<InvalidInputException>(() => Find(two, [0], three, [0], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Find(two, [0], two, [0], 0));
        Assert.Throws<ArgumentException>(() => Find(two, [0], two, [0, 0], 1));
        Assert.Throws<ArgumentException>(() => Find(two, [0], two, [1, 0], 1));
    }

    [Fact]
    public void A_cancelled_search_ends()
    {
        using var matrix = EmbeddingMatrix.FromArray([1, 2, 3, 4], 1);
        Assert.ThrowsAny<OperationCanceledException>(() => NearestNeighbours.Find(
            matrix, [0, 1], matrix, [0, 1, 2, 3], 1, cancellationToken: new CancellationToken(canceled: true)));
    }

    /// <summary>Small integers, many rows twice: distances are exact, and often equal. No row is zero.</summary>
    private static EmbeddingMatrix Matrix(Random random, int rows, int dimensions)
    {
        var values = new float[rows * dimensions];
        for (var row = 0; row < rows; row++)
        {
            var same = row > 0 && random.Next(3) == 0 ? random.Next(row) : -1;
            for (var k = 0; k < dimensions; k++)
                values[row * dimensions + k] = same >= 0 ? values[same * dimensions + k] : k == 0 ? random.Next(1, 4) : random.Next(-3, 4);
        }
        return EmbeddingMatrix.FromArray(values, dimensions);
    }

    private static List<(int Row, double Distance)> Naive(
        EmbeddingMatrix queries, int query, EmbeddingMatrix candidates, int[] among, Distance distance)
    {
        var (a, b) = (new float[queries.Dimensions], new float[queries.Dimensions]);
        queries.CopyRow(query, a);
        var all = new List<(int Row, double Distance)>();
        foreach (var row in among.Where(row => row != query || !ReferenceEquals(queries, candidates)))
        {
            candidates.CopyRow(row, b);
            all.Add((row, NaiveDistance.Between(a, b, distance)));
        }
        return [.. all.OrderBy(other => other.Distance).ThenBy(other => other.Row)];
    }

    private static void Check(List<(int Row, double Distance)> naive, (int Row, double Distance)[] found, int count, Distance distance)
    {
        Assert.Equal(Math.Min(count, naive.Count), found.Length);
        var distances = naive.ToDictionary(other => other.Row, other => other.Distance);
        for (var k = 0; k < found.Length; k++)
        {
            Assert.Equal(naive[k].Distance, found[k].Distance, Tolerance);
            Assert.Equal(distances[found[k].Row], found[k].Distance, Tolerance);
            if (k > 0)
                Assert.True(found[k - 1].Distance < found[k].Distance || (found[k - 1].Distance == found[k].Distance && found[k - 1].Row < found[k].Row));
        }
        if (distance != Distance.Cosine) // whose last bit the order of sums decides
            Assert.Equal(naive.Take(found.Length), found);
    }

    private static (int Row, double Distance)[][] Find(
        EmbeddingMatrix queries, int[] rows, EmbeddingMatrix candidates, int[] among, int count, Distance distance = Distance.Euclidean,
        int? threads = null) => NearestNeighbours.Find(
            queries, rows, candidates, among, count, distance, threads, TestContext.Current.CancellationToken);

    private static int[] Rows((int Row, double Distance)[] found) => Array.ConvertAll(found, other => other.Row);
}
