using System.Runtime.Intrinsics.X86;
using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>The codes of all candidates for a block of anchors, one row of codes per anchor.</summary>
internal sealed unsafe class CodeBlock : IDisposable
{
    /// <summary>Codes held at once: 192 MiB. Candidates are packed once per block of anchors, so small blocks are slow.</summary>
    private const long CodeBudget = 96 << 20;

    private const int MaxAnchors = 1024;

    /// <summary>Components of packed anchors: 4 MiB. With 8 MiB, 2,048 dimensions took 53 ns per pair instead of 46.</summary>
    private const int PackedBudget = 1 << 20;

    /// <summary>Panels that a thread takes at a time.</summary>
    private const int PanelChunk = 16;

    private readonly EmbeddingMatrix _anchors;
    private readonly EmbeddingMatrix _candidates;
    private readonly CandidateSet _set;
    private readonly VectorSpace _space;
    private readonly TileKernel _kernel;
    private readonly int _panels;
    private readonly long _stride; // from one row of codes to the next
    private readonly NativeBuffer<short> _codes;
    private readonly AnchorBlock _block;
    private readonly CandidateSample _sample;

    /// <summary>Plans blocks and allocates one.</summary>
    /// <param name="anchors">The matrix of the anchors.</param>
    /// <param name="candidates">The matrix of the candidates.</param>
    /// <param name="set">The candidates.</param>
    /// <param name="space">The space in which they are compared.</param>
    /// <param name="kernel">The kernel that compares them.</param>
    /// <param name="totalAnchors">Anchors over all blocks.</param>
    public CodeBlock(
        EmbeddingMatrix anchors, EmbeddingMatrix candidates, CandidateSet set, VectorSpace space, TileKernel kernel,
        int totalAnchors)
    {
        (_anchors, _candidates, _set, _space, _kernel) = (anchors, candidates, set, space, kernel);
        _panels = DivideUp(set.Rows.Length, kernel.Columns);
        _stride = ((long)_panels + 1) * kernel.Columns; // a spare panel keeps rows off each other's cache sets
        var mostAnchors = Math.Min(MaxAnchors, PackedBudget / candidates.Dimensions);
        var groups = (int)Math.Clamp(CodeBudget / _stride / kernel.Rows, 1, Math.Max(1, mostAnchors / kernel.Rows));
        Capacity = Math.Min(groups, DivideUp(totalAnchors, kernel.Rows)) * kernel.Rows;
        _codes = new NativeBuffer<short>(Capacity * _stride);
        _block = new AnchorBlock(anchors, space, kernel, Capacity);
        _sample = new CandidateSample(candidates, set.Rows, space, kernel);
    }

    /// <summary>The most anchors that the block holds.</summary>
    public int Capacity { get; }

    /// <summary>Anchors in the block.</summary>
    public int Count => _block.Count;

    /// <summary>Replaces the anchors and computes their codes.</summary>
    /// <param name="anchorRows">The anchors, at most <see cref="Capacity"/>.</param>
    /// <param name="options">The degree of parallelism.</param>
    public void Fill(ReadOnlySpan<int> anchorRows, ParallelOptions options)
    {
        _block.Pack(anchorRows);
        Parallel.For(
            0, _block.Groups, options, () => new Tile(_kernel, _candidates.Dimensions),
            (group, _, tile) =>
            {
                _sample.CalibrateCodes(_block, group, tile);
                return tile;
            },
            tile => tile.Dispose());
        Parallel.For(
            0, DivideUp(_panels, PanelChunk), options, () => new Scratch(_kernel, _candidates.Dimensions),
            (chunk, _, scratch) =>
            {
                for (var p = chunk * PanelChunk; p < Math.Min(_panels, (chunk + 1) * PanelChunk); p++)
                    FillPanel(p * _kernel.Columns, scratch);
                return scratch;
            },
            scratch => scratch.Dispose());
        if (_set.Starts is { } starts && _set.Count < _set.Rows.Length)
            Parallel.For(0, Count, options, i => RowScan.TakeLeast(RowOf(i), starts));
    }

    /// <summary>Switches a row to an anchor of the block.</summary>
    /// <param name="row">The row.</param>
    /// <param name="index">The anchor's index in the block.</param>
    /// <param name="anchorRow">Its row in its matrix.</param>
    public void Begin(CandidateRow row, int index, int anchorRow)
    {
        var bounds = new CodeBounds(_block[index].Codes, _space.Proxy, _block[index].Bound);
        row.Begin(_anchors, anchorRow, _set, RowOf(index), bounds);
    }

    public void Dispose()
    {
        _codes.Dispose();
        _block.Dispose();
        _sample.Dispose();
    }

    private static int DivideUp(int dividend, int divisor) => (dividend + divisor - 1) / divisor;

    private short* RowOf(int index) => _codes.Data + index * _stride;

    /// <summary>Computes the codes of a panel of candidates, from <paramref name="first"/> on, for all anchors.</summary>
    private void FillPanel(int first, Scratch scratch)
    {
        var (panel, tile, stride) = (scratch.Panel, scratch.Tile, _stride);
        Span<int> indices = stackalloc int[Math.Min(_kernel.Columns, _set.Rows.Length - first)];
        for (var j = 0; j < indices.Length; j++)
            indices[j] = first + j;
        panel.Pack(_candidates, _set.Rows, indices, _space);
        var target = _codes.Data + first;
        for (var group = 0; group < _block.Groups; group++)
        {
            var anchors = _block.AnchorsOf(group);
            if (Sse.IsSupported)
            {
                // The rows' memory is on its way while the products are computed.
                for (var i = 0; i < anchors.Length; i++)
                    Sse.Prefetch0(target + i * stride);
            }
            tile.Multiply(_block.PackedGroup(group), panel);
            for (var i = 0; i < anchors.Length; i++, target += stride)
                panel.WriteCodes(tile.Row(i), anchors[i].Square, anchors[i].Codes, target);
        }
    }

    /// <summary>One thread's working memory.</summary>
    private sealed class Scratch(TileKernel kernel, int depth) : IDisposable
    {
        public Panel Panel { get; } = new(kernel.Columns, depth);

        public Tile Tile { get; } = new(kernel, depth);

        public void Dispose()
        {
            Panel.Dispose();
            Tile.Dispose();
        }
    }
}
