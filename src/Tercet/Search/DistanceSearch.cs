using System.Collections.Concurrent;
using Tercet.Embeddings;
using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>
/// Measures every candidate from each of many anchors, a block of anchors at a time, and shows each anchor's
/// <see cref="CandidateRow"/> to a visitor. Work is divided over threads; what a visitor sees does not depend on how.
/// </summary>
internal sealed unsafe class DistanceSearch
{
    /// <summary>
    /// Approximations held at once: 192 MiB. Candidates are packed once for each block of anchors, so small blocks cost: 10,000
    /// anchors against 1,000,000 candidates of 128 dimensions took 135 s with room for 12 anchors, about 60 s with 48.
    /// </summary>
    private const long RowBudget = 48 << 20;

    private const int MaxBlockAnchors = 512;

    /// <summary>Panels a thread takes at once.</summary>
    private const int PanelChunk = 16;

    private readonly EmbeddingMatrix _anchors;
    private readonly EmbeddingMatrix _candidates;
    private readonly int[] _ids;
    private readonly int _threads;
    private readonly Distance _distance;
    private readonly VectorSpace _space;
    private readonly TileKernel _kernel = KernelTable.Select();
    private readonly int _depth;

    /// <summary>Prepares a search.</summary>
    /// <param name="anchors">Where anchors are.</param>
    /// <param name="anchorRows">The rows of all that may serve as one.</param>
    /// <param name="candidates">Where candidates are, of as many dimensions.</param>
    /// <param name="candidateRows">Their rows, ascending.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="threads">Threads at work, 1 or more.</param>
    public DistanceSearch(
        EmbeddingMatrix anchors, int[] anchorRows, EmbeddingMatrix candidates, int[] candidateRows, Distance distance, int threads)
    {
        (_anchors, _candidates, _ids, _distance, _threads) = (anchors, candidates, candidateRows, distance, threads);
        _depth = candidates.Dimensions;
        _space = new VectorSpace(anchors, anchorRows, candidates, candidateRows, distance);
    }

    /// <summary>How many distances had to be computed in float64 so far.</summary>
    public long ReferenceDistances { get; private set; }

    /// <summary>Shows the row of each anchor, once, on any thread and in any order.</summary>
    /// <param name="anchorRows">The anchors, among those that the search was prepared for.</param>
    /// <param name="visit">Takes an anchor's place in <paramref name="anchorRows"/> and its row, valid during the call.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public void Visit(int[] anchorRows, Action<int, CandidateRow> visit, CancellationToken cancellation)
    {
        var panels = (_ids.Length + _kernel.Columns - 1) / _kernel.Columns;
        var stride = (long)panels * _kernel.Columns + _kernel.Columns; // a spare panel keeps rows off each other's cache sets
        var blockSize = BlockSize(stride, anchorRows.Length);
        using var rows = new NativeBuffer(blockSize * stride);
        using var packedAnchors = new NativeBuffer((long)blockSize * _depth);
        var squares = new float[blockSize];
        var workers = new ConcurrentBag<CandidateRow>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellation };
        for (var start = 0; start < anchorRows.Length; start += blockSize)
        {
            var block = anchorRows.AsMemory(start, Math.Min(blockSize, anchorRows.Length - start));
            PackAnchors(block.Span, packedAnchors.Data, squares);
            float* values = rows.Data, packed = packedAnchors.Data;
            Parallel.For(0, (panels + PanelChunk - 1) / PanelChunk, options, CreatePanel,
                (chunk, _, panel) =>
                {
                    for (var p = chunk * PanelChunk; p < Math.Min(panels, (chunk + 1) * PanelChunk); p++)
                        FillPanel(p, panel, block.Length, packed, squares, values, stride);
                    return panel;
                },
                panel => panel.Dispose());
            var first = start;
            Parallel.For(0, block.Length, options, i =>
            {
                if (!workers.TryTake(out var row))
                    row = new CandidateRow(_candidates, _distance);
                row.Begin(_anchors, anchorRows[first + i], _ids, values + i * stride, _space.Proxy, _space.ErrorBound);
                visit(first + i, row);
                workers.Add(row);
            });
        }
        ReferenceDistances += workers.Sum(row => row.ReferenceDistances);
    }

    private int BlockSize(long stride, int anchors)
    {
        var groups = (int)Math.Clamp(RowBudget / stride / _kernel.Rows, 1, MaxBlockAnchors / _kernel.Rows);
        return Math.Min(groups, (anchors + _kernel.Rows - 1) / _kernel.Rows) * _kernel.Rows;
    }

    private Panel CreatePanel() => new(_kernel.Columns, _kernel.Rows, _depth);

    /// <summary>Packs anchors in groups of the kernel's rows; the last group is filled up with zeros.</summary>
    private void PackAnchors(ReadOnlySpan<int> anchors, float* packed, float[] squares)
    {
        float[] source = new float[_depth], row = new float[_depth];
        var padded = (anchors.Length + _kernel.Rows - 1) / _kernel.Rows * _kernel.Rows;
        for (var i = 0; i < padded; i++)
        {
            Array.Clear(row);
            if (i < anchors.Length)
            {
                _anchors.CopyRow(anchors[i], source);
                squares[i] = _space.Transform(source, row);
            }
            var target = packed + (long)(i / _kernel.Rows) * _kernel.Rows * _depth + i % _kernel.Rows;
            for (var k = 0; k < _depth; k++)
                target[k * _kernel.Rows] = row[k];
        }
    }

    private void FillPanel(int index, Panel panel, int anchors, float* packedAnchors, float[] anchorSquares, float* values, long stride)
    {
        int rows = _kernel.Rows, columns = _kernel.Columns;
        var first = index * columns;
        panel.Pack(_candidates, _ids.AsSpan(first, Math.Min(columns, _ids.Length - first)), _space);
        for (var group = 0; group * rows < anchors; group++)
        {
            var packed = packedAnchors + (long)group * rows * _depth;
            for (var k = 0; k < _depth; k += VectorSpace.DepthBlock)
            {
                var depth = Math.Min(VectorSpace.DepthBlock, _depth - k);
                _kernel.Multiply(depth, packed + (long)k * rows, panel.Packed + (long)k * columns, panel.Sums, accumulate: k > 0);
            }
            for (var i = 0; i < Math.Min(rows, anchors - group * rows); i++)
            {
                var target = values + (group * rows + i) * stride + first;
                panel.WriteSquaredDistances(i, anchorSquares[group * rows + i], target);
            }
        }
    }
}
