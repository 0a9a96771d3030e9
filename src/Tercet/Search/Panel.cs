using System.Runtime.Intrinsics;
using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>A panel of candidates as a kernel wants them, and their squared lengths.</summary>
internal sealed unsafe class Panel(int columns, int depth) : IDisposable
{
    private readonly NativeBuffer<float> _packed = new((long)columns * depth);
    private readonly NativeBuffer<float> _squares = new(columns);
    private readonly NativeBuffer<float> _rows = new((long)Transposition.Side * depth);
    private readonly float[] _source = new float[depth];
    private int _count;

    public float* Packed => _packed.Data;

    /// <summary>Packs candidates, component by component; what is left of the panel is filled up with zeros.</summary>
    /// <param name="candidates">Where they are.</param>
    /// <param name="ids">Their rows, at most as many as the panel has columns.</param>
    /// <param name="squares">Their squared lengths.</param>
    /// <param name="space">The space that they are brought to.</param>
    public void Pack(EmbeddingMatrix candidates, ReadOnlySpan<int> ids, ReadOnlySpan<float> squares, VectorSpace space)
    {
        _count = ids.Length;
        var target = new Span<float>(_squares.Data, columns);
        target.Clear();
        squares.CopyTo(target);
        for (var j = 0; j < columns; j += Transposition.Side)
        {
            for (var i = 0; i < Transposition.Side; i++)
            {
                var row = new Span<float>(_rows.Data + i * depth, depth);
                if (j + i < ids.Length)
                    space.Transform(candidates.ReadRow(ids[j + i], _source), row);
                else
                    row.Clear();
            }
            Transposition.Write(_rows.Data, depth, Packed + j, columns);
        }
    }

    /// <summary>Writes the codes of |x|² + |y|² − 2 x·y, x an anchor and y each candidate.</summary>
    /// <param name="products">x·y.</param>
    /// <param name="anchorSquare">|x|².</param>
    /// <param name="scale">The anchor's codes.</param>
    /// <param name="target">As many codes as the panel has columns.</param>
    public void WriteCodes(float* products, float anchorSquare, CodeScale scale, short* target)
    {
        var squares = _squares.Data;
        var j = 0;
        for (; j <= columns - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var product = Vector256.Load(products + j);
            scale.Of(Vector256.Create(anchorSquare) + Vector256.Load(squares + j) - (product + product)).Store(target + j);
        }
        for (; j < columns; j++)
            target[j] = scale.Of(Value(products, anchorSquare, j));
    }

    /// <summary>|x|² + |y|² − 2 x·y, y the candidate number <paramref name="j"/>.</summary>
    public float Value(float* products, float anchorSquare, int j) => anchorSquare + _squares.Data[j] - 2 * products[j];

    /// <summary>The least and the greatest |x|² + |y|² − 2 x·y.</summary>
    public (float Least, float Greatest) Extremes(float* products, float anchorSquare)
    {
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        for (var j = 0; j < _count; j++)
        {
            var value = Value(products, anchorSquare, j);
            least = MathF.Min(least, value);
            greatest = MathF.Max(greatest, value);
        }
        return (least, greatest);
    }

    public void Dispose()
    {
        _packed.Dispose();
        _squares.Dispose();
        _rows.Dispose();
    }
}
