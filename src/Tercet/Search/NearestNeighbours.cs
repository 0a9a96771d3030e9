using Tercet.Search;

namespace Tercet;

/// <summary>
/// The nearest items of each of many queries: exact, by float64 distance, ties to the lower row, whatever the number of threads.
/// </summary>
/// <example><code>
/// int[] all = [.. Enumerable.Range(0, embeddings.Count)];
/// var nearest = NearestNeighbours.Find(embeddings, [17], embeddings, all, count: 5);   // of item 17, without itself
/// </code></example>
public static class NearestNeighbours
{
    /// <summary>Finds them. A query is not its own neighbour where both matrices are the same object.</summary>
    /// <param name="queries">The matrix of the queries.</param>
    /// <param name="queryRows">Their rows.</param>
    /// <param name="candidates">The matrix of the candidates, of as many dimensions.</param>
    /// <param name="candidateRows">Their rows, ascending, each once.</param>
    /// <param name="count">Neighbours per query, 1 or more; fewer where there are not as many candidates.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="threads">The degree of parallelism, 1 or more; null for all processors.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>For each query, rows of candidates with their distances, nearest first.</returns>
    /// <exception cref="InvalidInputException">The matrices differ in dimensions.</exception>
    public static (int Row, double Distance)[][] Find(
        EmbeddingMatrix queries, IReadOnlyList<int> queryRows, EmbeddingMatrix candidates, IReadOnlyList<int> candidateRows,
        int count, Distance distance = Distance.Euclidean, int? threads = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(queryRows);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(candidateRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (queries.Dimensions != candidates.Dimensions)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{queries.Name} has {queries.Dimensions} components per row, {candidates.Name} {candidates.Dimensions}. ")
                + "Expected both from the same encoder.");
        int[] rows = [.. queryRows], others = [.. candidateRows];
        for (var i = 1; i < others.Length; i++)
        {
            if (others[i - 1] >= others[i])
                throw new ArgumentException("The rows of candidates must ascend.", nameof(candidateRows));
        }
        var result = new (int Row, double Distance)[rows.Length][];
        Array.Fill(result, []);
        if (rows.Length == 0 || others.Length == 0)
            return result;
        var search = new DistanceSearch(queries, rows, candidates, others, distance, threads ?? Environment.ProcessorCount);
        search.Visit(rows, (i, row) =>
        {
            if (ReferenceEquals(queries, candidates) && Array.BinarySearch(others, rows[i]) is >= 0 and var self)
                row.Exclude(self);
            if (row.Count == 0)
                return;
            var found = row.NearestWithTies(Math.Min(count, row.Count));
            var nearest = new (int Row, double Distance)[Math.Min(count, found.Length)];
            for (var k = 0; k < nearest.Length; k++)
                nearest[k] = (row.RowOf(found[k].Index), found[k].Distance);
            result[i] = nearest;
        }, cancellationToken);
        return result;
    }
}
