using System.Runtime.Intrinsics;

namespace Tercet.Search;

/// <summary>A panel of candidates as a kernel wants them, and their squared lengths.</summary>
internal sealed unsafe class Panel(int columns, int depth) : IDisposable
{
    /// <summary>Components packed together: with 128, packing 2,048 dimensions took 0.8 ns a component, with 512 and 2,048 0.5 to 0.6.</summary>
    private const int PartDepth = 1024;

    private readonly NativeBuffer<float> _packed = new((long)columns * depth);
    private readonly NativeBuffer<float> _squares = new(columns);
    private readonly NativeBuffer<float> _part = new(Transposition.Side * PartDepth);
    private readonly float[] _source = new float[PartDepth];
    private int _count;

    public float* Packed => _packed.Data;

    /// <summary>Packs candidates, component by component; what is left of the panel is filled up with zeros.</summary>
    /// <param name="candidates">Where they are.</param>
    /// <param name="ids">The rows of all candidates.</param>
    /// <param name="places">The places of these in it, at most as many as the panel has columns.</param>
    /// <param name="space">The space that they are brought to.</param>
    public void Pack(EmbeddingMatrix candidates, int[] ids, ReadOnlySpan<int> places, VectorSpace space)
    {
        _count = places.Length;
        for (var j = 0; j < columns; j++)
            _squares.Data[j] = j < _count ? space.Squares[places[j]] : 0;
        for (var k = 0; k < depth; k += PartDepth)
        {
            var part = Math.Min(PartDepth, depth - k);
            for (var j = 0; j < columns; j += Transposition.Side)
            {
                for (var i = j; i < j + Transposition.Side; i++)
                {
                    var target = new Span<float>(_part.Data + (i - j) * part, part);
                    if (i < _count)
                        space.Transform(candidates.ReadPart(ids[places[i]], k, _source.AsSpan(0, part)), k, space.CandidateFactor(places[i]), target);
                    else
                        target.Clear();
                }
                Transposition.Write(_part.Data, part, Packed + (long)k * columns + j, columns);
            }
        }
    }

    /// <summary>Writes the codes of |x|² + |y|² − 2 x·y, x an anchor and y each candidate.</summary>
    /// <param name="products">x·y.</param>
    /// <param name="anchorSquare">|x|².</param>
    /// <param name="scale">The anchor's codes.</param>
    /// <param name="target">As many codes as the panel has columns.</param>
    public void WriteCodes(float* products, float anchorSquare, in CodeScale scale, short* target)
    {
        var anchor = Vector256.Create(anchorSquare);
        var spread = scale.Spread();
        var squares = _squares.Data;
        var j = 0;
        for (; j <= columns - Vector256<short>.Count; j += Vector256<short>.Count)
        {
            Vector256<float> low = Vector256.Load(products + j), high = Vector256.Load(products + j + Vector256<float>.Count);
            low = anchor + Vector256.Load(squares + j) - (low + low);
            high = anchor + Vector256.Load(squares + j + Vector256<float>.Count) - (high + high);
            spread.Of(low, high).Store(target + j);
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
        _part.Dispose();
    }
}
