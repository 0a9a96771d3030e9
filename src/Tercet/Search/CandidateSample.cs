using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>A sample of the candidates, packed, which shows in what interval an anchor's values lie.</summary>
internal sealed class CandidateSample : IDisposable
{
    /// <summary>One candidate in this many is sampled.</summary>
    private const int SampleEvery = 128;

    private const int MinSize = 64, MaxSize = 512;

    private readonly Panel[] _panels;

    /// <summary>Packs candidates at equal intervals.</summary>
    /// <param name="candidates">The matrix of the candidates.</param>
    /// <param name="rows">Their rows.</param>
    /// <param name="space">The space in which they are compared.</param>
    /// <param name="kernel">The kernel that compares them.</param>
    public CandidateSample(EmbeddingMatrix candidates, int[] rows, VectorSpace space, TileKernel kernel)
    {
        var size = Math.Min(rows.Length, Math.Clamp(rows.Length / SampleEvery, MinSize, MaxSize));
        int[] indices = [.. Enumerable.Range(0, size).Select(i => (int)((long)i * rows.Length / size))];
        _panels = [.. indices.Chunk(kernel.Columns).Select(part =>
        {
            var panel = new Panel(kernel.Columns, candidates.Dimensions);
            panel.Pack(candidates, rows, part, space);
            return panel;
        })];
    }

    /// <summary>Gives the anchors of a group codes that suit their values.</summary>
    public unsafe void CalibrateCodes(AnchorBlock block, int group, Tile tile)
    {
        var anchors = block.AnchorsOf(group);
        Span<(float Least, float Greatest)> ranges = stackalloc (float, float)[anchors.Length];
        ranges.Fill((float.PositiveInfinity, float.NegativeInfinity));
        foreach (var panel in _panels)
        {
            tile.Multiply(block.PackedGroup(group), panel);
            for (var i = 0; i < anchors.Length; i++)
            {
                var (least, greatest) = panel.Extremes(tile.Row(i), anchors[i].Square);
                ranges[i] = (MathF.Min(ranges[i].Least, least), MathF.Max(ranges[i].Greatest, greatest));
            }
        }
        for (var i = 0; i < anchors.Length; i++)
            anchors[i].Codes = new CodeScale(ranges[i].Least, ranges[i].Greatest, anchors[i].Bound);
    }

    public void Dispose() => Array.ForEach(_panels, panel => panel.Dispose());
}
