using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>One thread's working memory: the dot products of a group of anchors and a panel of candidates.</summary>
internal sealed unsafe class Tile(TileKernel kernel, int depth) : IDisposable
{
    private readonly int _rows = kernel.Rows, _columns = kernel.Columns;
    private readonly NativeBuffer<float> _sums = new(kernel.Rows * kernel.Columns);

    /// <summary>Computes all products of a group with a panel.</summary>
    /// <param name="group">The anchors, packed.</param>
    /// <param name="panel">The candidates.</param>
    public void Multiply(float* group, Panel panel)
    {
        for (var k = 0; k < depth; k += VectorSpace.DepthBlock)
        {
            var part = Math.Min(VectorSpace.DepthBlock, depth - k);
            kernel.Multiply(part, group + (long)k * _rows, panel.Packed + (long)k * _columns, _sums.Data, accumulate: k > 0);
        }
    }

    /// <summary>The products of one anchor of the group.</summary>
    public float* Row(int anchor) => _sums.Data + anchor * _columns;

    public void Dispose() => _sums.Dispose();
}
