using System.Runtime.Intrinsics;

namespace Tercet;

/// <summary>Float16 to float32, a vector at a time.</summary>
internal static unsafe class HalfConversion
{
    private const int MantissaShift = 23 - 10;
    private const uint Magnitude = 0x7FFF, Sign = 0x8000, Exponent = 0x7C00;
    private const uint SingleExponent = 0x7F80_0000;

    /// <summary>2¹¹²: what the exponents' biases, 127 and 15, differ by.</summary>
    private static readonly float Rebias = BitConverter.UInt32BitsToSingle((127 + 112) << 23);

    /// <summary>Converts; every float16 has an equal float32, subnormal ones too.</summary>
    /// <param name="source">As many float16 as the destination is long, on an even address or not.</param>
    /// <param name="destination">Their values.</param>
    public static void ToSingle(ushort* source, Span<float> destination)
    {
        var i = 0;
        fixed (float* target = destination)
        {
            for (; i <= destination.Length - 2 * Vector256<uint>.Count; i += 2 * Vector256<uint>.Count)
            {
                var (low, high) = Vector256.Widen(Vector256.Load(source + i));
                ToSingle(low).Store(target + i);
                ToSingle(high).Store(target + i + Vector256<uint>.Count);
            }
        }
        for (; i < destination.Length; i++)
            destination[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
    }

    private static Vector256<float> ToSingle(Vector256<uint> half)
    {
        // With the exponent's bits where float32 has them, the value is the right one times 2⁻¹¹²; infinity and NaN keep the
        // greatest exponent.
        var magnitude = ((half & Vector256.Create(Magnitude)) << MantissaShift).AsSingle() * Rebias;
        var exponent = Vector256.Create(Exponent);
        var special = Vector256.Equals(half & exponent, exponent) & Vector256.Create(SingleExponent);
        var sign = (half & Vector256.Create(Sign)) << 16;
        return (magnitude.AsUInt32() | special | sign).AsSingle();
    }
}
