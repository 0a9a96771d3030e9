using Tercet.Search.Kernels;

namespace Tercet.Search;

/// <summary>Anchors whose codes are computed together, packed in groups in the layout of a kernel.</summary>
internal sealed unsafe class AnchorBlock(EmbeddingMatrix anchors, VectorSpace space, TileKernel kernel, int capacity)
    : IDisposable
{
    private readonly int _depth = anchors.Dimensions;
    private readonly int _rows = kernel.Rows;
    private readonly NativeBuffer<float> _packed = new((long)capacity * anchors.Dimensions);
    private readonly Anchor[] _anchors = new Anchor[capacity];

    /// <summary>Anchors in the block.</summary>
    public int Count { get; private set; }

    /// <summary>Groups of as many anchors as the kernel has rows; the last may be smaller.</summary>
    public int Groups => (Count + _rows - 1) / _rows;

    /// <summary>An anchor.</summary>
    public ref Anchor this[int index] => ref _anchors[index];

    /// <summary>The anchors of a group.</summary>
    public Span<Anchor> AnchorsOf(int group) => _anchors.AsSpan(group * _rows, Math.Min(_rows, Count - group * _rows));

    /// <summary>The packed components of a group.</summary>
    public float* PackedGroup(int group) => _packed.Data + (long)group * _rows * _depth;

    /// <summary>Replaces the anchors; their codes are not set.</summary>
    public void Pack(ReadOnlySpan<int> rows)
    {
        Count = rows.Length;
        float[] buffer = new float[_depth], transformed = new float[_depth];
        for (var i = 0; i < Groups * _rows; i++)
        {
            Array.Clear(transformed);
            if (i < Count)
            {
                var row = anchors.ReadRow(rows[i], buffer);
                space.Transform(row, 0, space.FactorOf(row), transformed);
                var (length, square) = space.Measure(row);
                _anchors[i] = new Anchor { Square = square, Bound = space.ErrorBound(length) };
            }
            var target = PackedGroup(i / _rows) + i % _rows;
            for (var k = 0; k < _depth; k++)
                target[k * _rows] = transformed[k];
        }
    }

    public void Dispose() => _packed.Dispose();

    /// <summary>The numbers of one anchor.</summary>
    internal struct Anchor
    {
        /// <summary>|x|².</summary>
        public float Square;

        /// <summary>The bound on the error of its values.</summary>
        public double Bound;

        /// <summary>How its values become codes.</summary>
        public CodeScale Codes;
    }
}
