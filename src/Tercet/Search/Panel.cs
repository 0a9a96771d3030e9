using System.Numerics;
using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>A thread's scratch: one panel of candidates as a kernel wants them, their squared lengths, and a tile of sums.</summary>
internal sealed unsafe class Panel(int columns, int rows, int depth) : IDisposable
{
    private readonly NativeBuffer _packed = new((long)columns * depth);
    private readonly NativeBuffer _squares = new(columns);
    private readonly NativeBuffer _sums = new(columns * rows);
    private readonly float[] _source = new float[depth];
    private readonly float[] _row = new float[depth];

    public float* Packed => _packed.Data;

    public float* Squares => _squares.Data;

    public float* Sums => _sums.Data;

    /// <summary>Packs candidates, component by component; what is left of the panel is filled up with zeros.</summary>
    public void Pack(EmbeddingMatrix candidates, ReadOnlySpan<int> ids, VectorSpace space)
    {
        for (var j = 0; j < columns; j++)
        {
            Array.Clear(_row);
            Squares[j] = 0;
            if (j < ids.Length)
            {
                candidates.CopyRow(ids[j], _source);
                Squares[j] = space.Transform(_source, _row);
            }
            var target = Packed + j;
            for (var k = 0; k < depth; k++)
                target[k * columns] = _row[k];
        }
    }

    /// <summary>Writes |x|² + |y|² − 2 x·y of a row of the tile.</summary>
    public void WriteSquaredDistances(int row, float anchorSquare, float* target)
    {
        var sums = Sums + row * columns;
        var j = 0;
        var anchor = new Vector<float>(anchorSquare);
        for (; j <= columns - Vector<float>.Count; j += Vector<float>.Count)
        {
            var products = Vector.Load(sums + j);
            Vector.Store(anchor + Vector.Load(Squares + j) - (products + products), target + j);
        }
        for (; j < columns; j++)
            target[j] = anchorSquare + Squares[j] - 2 * sums[j];
    }

    public void Dispose()
    {
        _packed.Dispose();
        _squares.Dispose();
        _sums.Dispose();
    }
}
