using System.Collections.Concurrent;
using System.Runtime.Intrinsics.X86;
using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>
/// Measures every candidate from each of many anchors, a block of anchors at a time, and shows each anchor's
/// <see cref="CandidateRow"/> to a visitor. Work is divided over threads; what a visitor sees does not depend on how.
/// </summary>
internal sealed unsafe class DistanceSearch
{
    /// <summary>
    /// Codes held at once: 192 MiB. Candidates are packed once for each block of anchors, so small blocks cost.
    /// </summary>
    private const long CodeBudget = 96 << 20;

    private const int MaxBlockAnchors = 1024;

    /// <summary>Components of packed anchors: 4 MiB. With 8 MiB, 2,048 dimensions took 53 ns a pair instead of 46.</summary>
    private const int PackedBudget = 1 << 20;

    /// <summary>Panels a thread takes at once.</summary>
    private const int PanelChunk = 16;

    /// <summary>One candidate of so many is in the sample that tells where an anchor's values lie.</summary>
    private const int SampleEvery = 128;

    private const int MinSample = 64, MaxSample = 512;

    private readonly EmbeddingMatrix _anchors;
    private readonly EmbeddingMatrix _candidates;
    private readonly int[] _ids;
    private readonly int[]? _starts;
    private readonly int _threads;
    private readonly Distance _distance;
    private readonly VectorSpace _space;
    private readonly TileKernel _kernel = KernelTable.Select();
    private readonly int _depth;

    /// <summary>Prepares a search.</summary>
    /// <param name="anchors">Where anchors are.</param>
    /// <param name="anchorRows">The rows of all that may serve as one.</param>
    /// <param name="candidates">Where candidates are, of as many dimensions.</param>
    /// <param name="candidateRows">Their rows, ascending where each candidate has one.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="threads">Threads at work, 1 or more.</param>
    /// <param name="starts">Where in <paramref name="candidateRows"/> those of each candidate begin, and last where they end, for candidates that are as far as the nearest of their rows; null where each has one.</param>
    public DistanceSearch(
        EmbeddingMatrix anchors, int[] anchorRows, EmbeddingMatrix candidates, int[] candidateRows, Distance distance, int threads, int[]? starts = null)
    {
        (_anchors, _candidates, _ids, _starts, _distance, _threads) = (anchors, candidates, candidateRows, starts, distance, threads);
        _depth = candidates.Dimensions;
        _space = new VectorSpace(anchors, anchorRows, candidates, candidateRows, distance, threads);
    }

    /// <summary>How many distances had to be computed in float64 so far.</summary>
    public long ReferenceDistances { get; private set; }

    /// <summary>Shows the row of each anchor, once, on any thread and in any order unless one is asked for.</summary>
    /// <param name="anchorRows">The anchors, among those that the search was prepared for.</param>
    /// <param name="visit">Takes an anchor's place in <paramref name="anchorRows"/> and its row, valid during the call.</param>
    /// <param name="cancellationToken">Ends the search early.</param>
    /// <param name="inOrder">Whether rows are shown one after the other, in the order of the anchors.</param>
    public void Visit(int[] anchorRows, Action<int, CandidateRow> visit, CancellationToken cancellationToken, bool inOrder = false)
    {
        var panels = (_ids.Length + _kernel.Columns - 1) / _kernel.Columns;
        var stride = ((long)panels + 1) * _kernel.Columns; // a spare panel keeps rows off each other's cache sets
        var blockSize = BlockSize(stride, anchorRows.Length);
        using var rows = new NativeBuffer<short>(blockSize * stride);
        using var block = new AnchorBlock(_anchors, _space, _kernel, blockSize);
        var sample = Sample();
        var codes = rows.Data;
        var workers = new ConcurrentBag<CandidateRow>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
        for (var start = 0; start < anchorRows.Length; start += blockSize)
        {
            var first = start;
            block.Pack(anchorRows.AsSpan(first, Math.Min(blockSize, anchorRows.Length - first)));
            Parallel.For(0, block.Groups, options, () => new Tile(_kernel, _depth),
                (group, _, tile) =>
                {
                    SpreadCodes(block, group, sample, tile);
                    return tile;
                },
                tile => tile.Dispose());
            Parallel.For(0, (panels + PanelChunk - 1) / PanelChunk, options, () => (Panel: new Panel(_kernel.Columns, _depth), Tile: new Tile(_kernel, _depth)),
                (chunk, _, scratch) =>
                {
                    for (var p = chunk * PanelChunk; p < Math.Min(panels, (chunk + 1) * PanelChunk); p++)
                        Fill(p * _kernel.Columns, block, scratch.Panel, scratch.Tile, codes, stride);
                    return scratch;
                },
                scratch =>
                {
                    scratch.Panel.Dispose();
                    scratch.Tile.Dispose();
                });
            if (_starts is not null && _starts.Length <= _ids.Length)
                Parallel.For(0, block.Count, options, i => RowScan.TakeLeast(codes + i * stride, _starts));
            void Show(int i)
            {
                if (!workers.TryTake(out var row))
                    row = new CandidateRow(_candidates, _distance);
                row.Begin(_anchors, anchorRows[first + i], _ids, _starts, codes + i * stride, block[i].Codes, _space.Proxy, block[i].Bound);
                visit(first + i, row);
                workers.Add(row);
            }

            if (!inOrder)
                Parallel.For(0, block.Count, options, Show);
            for (var i = 0; inOrder && i < block.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Show(i);
            }
        }
        ReferenceDistances += workers.Sum(row => row.ReferenceDistances);
        Array.ForEach(sample, panel => panel.Dispose());
    }

    private int BlockSize(long stride, int anchors)
    {
        var most = Math.Min(MaxBlockAnchors, PackedBudget / _depth);
        var groups = (int)Math.Clamp(CodeBudget / stride / _kernel.Rows, 1, Math.Max(1, most / _kernel.Rows));
        return Math.Min(groups, (anchors + _kernel.Rows - 1) / _kernel.Rows) * _kernel.Rows;
    }

    /// <summary>Packs candidates from everywhere.</summary>
    private Panel[] Sample()
    {
        var size = Math.Min(_ids.Length, Math.Clamp(_ids.Length / SampleEvery, MinSample, MaxSample));
        var panels = new Panel[(size + _kernel.Columns - 1) / _kernel.Columns];
        for (var p = 0; p < panels.Length; p++)
        {
            var places = Enumerable.Range(p * _kernel.Columns, Math.Min(_kernel.Columns, size - p * _kernel.Columns)).Select(i => (int)((long)i * _ids.Length / size));
            panels[p] = new Panel(_kernel.Columns, _depth);
            panels[p].Pack(_candidates, _ids, [.. places], _space);
        }
        return panels;
    }

    /// <summary>Gives the anchors of a group codes that suit their values, as a sample shows them.</summary>
    private void SpreadCodes(AnchorBlock block, int group, Panel[] sample, Tile tile)
    {
        var anchors = block.Of(group);
        Span<(float Least, float Greatest)> ranges = stackalloc (float, float)[anchors.Length];
        ranges.Fill((float.PositiveInfinity, float.NegativeInfinity));
        foreach (var panel in sample)
        {
            tile.Multiply(block.Group(group), panel);
            for (var i = 0; i < anchors.Length; i++)
            {
                var (least, greatest) = panel.Extremes(tile.Row(i), anchors[i].Square);
                ranges[i] = (MathF.Min(ranges[i].Least, least), MathF.Max(ranges[i].Greatest, greatest));
            }
        }
        for (var i = 0; i < anchors.Length; i++)
            anchors[i].Codes = new CodeScale(ranges[i].Least, ranges[i].Greatest, anchors[i].Bound);
    }

    /// <summary>Computes the codes of a panel of candidates, from place <paramref name="first"/> on, for all anchors of a block.</summary>
    private void Fill(int first, AnchorBlock block, Panel panel, Tile tile, short* codes, long stride)
    {
        Span<int> places = stackalloc int[Math.Min(_kernel.Columns, _ids.Length - first)];
        for (var j = 0; j < places.Length; j++)
            places[j] = first + j;
        panel.Pack(_candidates, _ids, places, _space);
        var target = codes + first;
        for (var group = 0; group < block.Groups; group++)
        {
            var anchors = block.Of(group);
            if (Sse.IsSupported)
            {
                // The rows' memory is on its way while the products are computed.
                for (var i = 0; i < anchors.Length; i++)
                    Sse.Prefetch0(target + i * stride);
            }
            tile.Multiply(block.Group(group), panel);
            for (var i = 0; i < anchors.Length; i++, target += stride)
                panel.WriteCodes(tile.Row(i), anchors[i].Square, anchors[i].Codes, target);
        }
    }
}
