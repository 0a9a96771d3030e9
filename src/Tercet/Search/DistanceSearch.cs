using System.Collections.Concurrent;
using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>
/// Compares every candidate with each of many anchors, a block of anchors at a time, and passes each anchor's
/// <see cref="CandidateRow"/> to a visitor. Work is divided among threads; what a visitor sees does not depend on how.
/// </summary>
internal sealed class DistanceSearch
{
    private readonly EmbeddingMatrix _anchors;
    private readonly EmbeddingMatrix _candidates;
    private readonly CandidateSet _set;
    private readonly int _threads;
    private readonly Distance _distance;
    private readonly VectorSpace _space;
    private readonly TileKernel _kernel = KernelTable.Select();

    /// <summary>Prepares a search.</summary>
    /// <param name="anchors">The matrix of the anchors.</param>
    /// <param name="anchorRows">The rows of all that may be anchors.</param>
    /// <param name="candidates">The matrix of the candidates, of as many dimensions.</param>
    /// <param name="candidateRows">Their rows, ascending where each candidate has one.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="threads">The degree of parallelism, 1 or more.</param>
    /// <param name="starts">
    /// For candidates that are as far as the nearest of several rows: where in <paramref name="candidateRows"/> those of each
    /// candidate begin, and last where they end. Null where each has one.
    /// </param>
    public DistanceSearch(
        EmbeddingMatrix anchors, int[] anchorRows, EmbeddingMatrix candidates, int[] candidateRows, Distance distance,
        int threads, int[]? starts = null)
    {
        (_anchors, _candidates, _distance, _threads) = (anchors, candidates, distance, threads);
        _set = new CandidateSet(candidateRows, starts);
        _space = new VectorSpace(anchors, anchorRows, candidates, candidateRows, distance, threads);
    }

    /// <summary>How many distances had to be computed in float64 so far.</summary>
    public long ReferenceDistances { get; private set; }

    /// <summary>Passes the row of each anchor to a visitor, once, on any thread and in any order by default.</summary>
    /// <param name="anchorRows">The anchors, among those that the search was prepared for.</param>
    /// <param name="visit">Takes an anchor's index in <paramref name="anchorRows"/> and its row, valid during the call.</param>
    /// <param name="cancellationToken">Ends the search early.</param>
    /// <param name="inOrder">Whether rows are passed one after the other, in the order of the anchors.</param>
    public void Visit(
        int[] anchorRows, Action<int, CandidateRow> visit, CancellationToken cancellationToken, bool inOrder = false)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
        var workers = new ConcurrentBag<CandidateRow>();
        using var block = new CodeBlock(_anchors, _candidates, _set, _space, _kernel, anchorRows.Length);
        for (var start = 0; start < anchorRows.Length; start += block.Capacity)
        {
            var first = start;
            block.Fill(anchorRows.AsSpan(first, Math.Min(block.Capacity, anchorRows.Length - first)), options);
            if (!inOrder)
                Parallel.For(0, block.Count, options, VisitRow);
            for (var i = 0; inOrder && i < block.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                VisitRow(i);
            }

            void VisitRow(int i)
            {
                if (!workers.TryTake(out var row))
                    row = new CandidateRow(_candidates, _distance);
                block.Begin(row, i, anchorRows[first + i]);
                visit(first + i, row);
                workers.Add(row);
            }
        }
        ReferenceDistances += workers.Sum(row => row.ReferenceDistances);
    }
}
