using System.Runtime.Intrinsics;
using CsCheck;
using Tercet.Search;

namespace Tercet.Tests.Search;

public sealed class CodeScaleTests
{
    /// <summary>A scale of any sample, as narrow as one value, with a bound from far below to far above its width.</summary>
    private static readonly Gen<(CodeScale Scale, float Low, float High, double Bound)> Scale =
        from least in Gen.Double[0, 4]
        from width in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 4], Gen.Double[0, 1e-6])
        from exponent in Gen.Int[-30, 3]
        select (
            new CodeScale((float)least, (float)(least + width), Math.ScaleB(1, exponent)),
            (float)least, (float)(least + width), Math.ScaleB(1, exponent));

    [Fact]
    public void A_value_lies_between_the_ends_of_its_code() =>
        Sample(s => Values(s), (scale, value) =>
            scale.Floor(scale.Of(value)) <= value && value <= scale.Ceiling(scale.Of(value))
                && scale.Of(value) != CodeScale.Excluded);

    [Fact]
    public void A_greater_value_has_no_lesser_code() =>
        Sample(s => Gen.Select(Values(s), Values(s)), (scale, pair) =>
            pair.Item1 <= pair.Item2 == scale.Of(pair.Item1) <= scale.Of(pair.Item2)
            || scale.Of(pair.Item1) == scale.Of(pair.Item2));

    [Fact]
    public void Codes_from_and_up_to_a_value_hold_all_values_there() =>
        Sample(s => Gen.Select(Values(s), Limits(s)), (scale, pair) =>
        {
            var (value, limit) = pair;
            var code = scale.Of(value);
            return (value < limit || code >= scale.LeastFrom(limit))
                && (value > limit || code <= scale.GreatestUpTo(limit))
                && (value >= limit || code < scale.CertainFrom(limit));
        });

    [Fact]
    public void Sixteen_values_have_the_codes_that_each_has() =>
        Sample(s => Values(s).Array[16], (scale, values) =>
        {
            var codes = scale.ToVectors().Of(Vector256.Create(values), Vector256.Create(values, 8));
            return Enumerable.Range(0, 16).All(i => codes[i] == scale.Of(values[i]));
        });

    [Fact]
    public void A_sample_is_spread_over_tens_of_thousands_of_codes()
    {
        var scale = new CodeScale(1.9f, 2.1f, 1e-5);
        Assert.InRange(scale.Of(2.1f) - scale.Of(1.9f), 30_000, 45_000);
        Assert.InRange(scale.Of(1.9f) - scale.Of(0), 8_000, 20_000);
    }

    private static Gen<float> Values((CodeScale, float Low, float High, double Bound) s) => Gen.OneOf(
        Gen.Double[0, 1].Select(u => (float)(s.Low + u * (s.High - s.Low))),
        Gen.Double[-s.Bound, 5].Select(x => (float)x).Where(x => x >= -s.Bound),
        Gen.Double[0, 1e6].Select(x => (float)x),
        Gen.Const(float.MaxValue));

    private static Gen<double> Limits((CodeScale, float Low, float High, double Bound) s) => Gen.OneOf(
        Values(s).Select(x => (double)x), Gen.Double[-10, 10], Gen.Const(double.PositiveInfinity),
        Gen.Const(double.NegativeInfinity));

    private static void Sample<T>(Func<(CodeScale, float, float, double), Gen<T>> values, Func<CodeScale, T, bool> property) =>
        Scale.SelectMany(s => values(s).Select(value => (s.Scale, value))).Sample(
            t => property(t.Scale, t.value), iter: 20_000, threads: 1);
}
