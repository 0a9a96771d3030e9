using System.Runtime.Intrinsics;

namespace Tercet.Search;

/// <summary>
/// Codes of 16 bits for the float32 values of one anchor's row, half the memory of the values themselves. The code is a
/// non-decreasing function of the value: evenly spaced over an interval that holds most values, estimated from a sample; more
/// widely spaced below it, where the nearest candidates may be; and one code for all values far above it.
/// </summary>
internal readonly record struct CodeScale
{
    /// <summary>The code of an excluded candidate; no value has it.</summary>
    public const short Excluded = short.MaxValue;

    private const int Knee = short.MinValue + 8192, Top = 32_000;

    /// <summary>The fraction of its width by which the sample's interval is extended at either end.</summary>
    private const double Padding = 0.25;

    /// <summary>1.5 · 2²³. Adding it to a float32 rounds to a whole number, which then stands in the low bits.</summary>
    private const float Rounder = 12_582_912;

    /// <summary>Half a code, and 65,536 · 2 · 2⁻²⁴ for the rounded difference and product, the sum rounded up.</summary>
    private const double HalfCode = 0.51;

    private readonly float _origin;
    private readonly float _slope;
    private readonly float _slopeBelow;

    /// <summary>Calibrates the codes.</summary>
    /// <param name="least">The least value of a sample.</param>
    /// <param name="greatest">The greatest value of a sample.</param>
    /// <param name="bound">How far below 0 a value may be; above 0, and above 2⁻⁴⁰ of the greatest value.</param>
    public CodeScale(float least, float greatest, double bound)
    {
        var padding = Padding * ((double)greatest - least);
        _origin = (float)Math.Max(-2 * bound, least - padding);
        var end = Math.Max(greatest + padding, _origin + 4 * bound);
        _slope = (float)((Top - Knee) / (end - _origin));
        _slopeBelow = (float)Math.Min(_slope, (Knee - short.MinValue - 2) / (_origin + 4 * bound));
    }

    /// <summary>The code of a value.</summary>
    public short Of(float value)
    {
        var beyond = value - _origin;
        var steps = MathF.Min(MathF.Max(beyond * _slope, beyond * _slopeBelow), Top - Knee);
        return (short)BitConverter.SingleToInt32Bits(steps + (Rounder + Knee));
    }

    /// <summary>The same scale for vectors.</summary>
    public VectorizedScale ToVectors() => new(this);

    /// <summary>The least code that a value of at least <paramref name="value"/> may have.</summary>
    public int LeastFrom(double value) => ToCode(Math.Ceiling(Position(value) - HalfCode));

    /// <summary>The least code that only values of at least <paramref name="value"/> have.</summary>
    public int CertainFrom(double value) => ToCode(Math.Ceiling(Position(value) + HalfCode));

    /// <summary>The greatest code that a value of at most <paramref name="value"/> may have.</summary>
    public int GreatestUpTo(double value) => ToCode(Math.Floor(Position(value) + HalfCode));

    /// <summary>No value of this code is below.</summary>
    public double Floor(int code) => Value(code - HalfCode);

    /// <summary>No value of this code is above.</summary>
    public double Ceiling(int code) => code >= Top ? double.PositiveInfinity : Value(code + HalfCode);

    private double Position(double value)
    {
        var beyond = value - _origin;
        return Math.Min(Knee + Math.Max(beyond * _slope, beyond * _slopeBelow), Top);
    }

    private double Value(double position) => _origin + Math.Min((position - Knee) / _slope, (position - Knee) / _slopeBelow);

    // Clamped to one beyond the codes of values at either end, so that an interval outside them is empty.
    private static int ToCode(double code) => (int)Math.Clamp(code, short.MinValue - 1, Excluded);

    /// <summary>The scale as vectors, to be kept in registers.</summary>
    internal readonly struct VectorizedScale(CodeScale scale)
    {
        private readonly Vector256<float> _origin = Vector256.Create(scale._origin);
        private readonly Vector256<float> _slope = Vector256.Create(scale._slope);
        private readonly Vector256<float> _slopeBelow = Vector256.Create(scale._slopeBelow);

        /// <summary>The codes of sixteen values, each as <see cref="CodeScale.Of(float)"/> gives it.</summary>
        public Vector256<short> Of(Vector256<float> low, Vector256<float> high) =>
            Vector256.Narrow(ToWideCodes(low), ToWideCodes(high));

        private Vector256<int> ToWideCodes(Vector256<float> values)
        {
            var beyond = values - _origin;
            var most = Vector256.Create((float)(Top - Knee));
            var steps = Vector256.MinNative(Vector256.MaxNative(beyond * _slope, beyond * _slopeBelow), most);
            return (steps + Vector256.Create(Rounder + Knee)).AsInt32();
        }
    }
}
