using CsCheck;

namespace Tercet.Tests.Numerics;

/// <summary>The portable functions against those of this platform, which are good to about one unit in the last place.</summary>
public sealed class PortableMathTests
{
    [Fact]
    public void Exp_is_good_to_a_few_units_in_the_last_place() =>
        Gen.OneOf(Gen.Double[-708, 709.7], Gen.Double[-2, 2], Small).Sample(
            x => AssertWithin(4, Math.Exp(x), PortableMath.Exp(x), x), iter: 20_000, threads: 1);

    [Fact]
    public void Exp_runs_out_below_and_above()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Exp(-1000));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(710));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(double.PositiveInfinity));
        Assert.InRange(PortableMath.Exp(-740), Math.Exp(-740) * 0.9999, Math.Exp(-740) * 1.0001); // a subnormal
    }

    [Fact]
    public void Log_is_good_to_a_few_units_in_the_last_place() =>
        Gen.OneOf(Gen.Double[-1022, 1023].Select(e => Math.Pow(2, e)), Gen.Double[0.5, 2], Gen.Double[1, 1e6]).Sample(
            x => AssertWithin(4, Math.Log(x), PortableMath.Log(x), x), iter: 20_000, threads: 1);

    [Fact]
    public void Log_of_one_is_zero_and_of_infinity_infinite()
    {
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(double.PositiveInfinity, PortableMath.Log(double.PositiveInfinity));
    }

    /// <summary>A training that diverges asks for them.</summary>
    [Fact]
    public void Log_of_what_is_not_positive_ends()
    {
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        foreach (var x in new[] { -1, -double.Epsilon, double.NegativeInfinity, double.NaN })
            Assert.Equal(double.NaN, PortableMath.Log(x));
        Assert.Equal(double.NaN, PortableMath.LogOnePlus(double.NaN));
        Assert.Equal(Math.Log(double.Epsilon), PortableMath.Log(double.Epsilon), 1e-12);
    }

    [Fact]
    public void Sin_is_good_to_a_few_units_in_the_last_place_on_its_quarter_turn()
    {
        Gen.OneOf(Gen.Double[0, Math.PI / 2], Small.Select(Math.Abs)).Sample(
            x => AssertWithin(4, Math.Sin(x), PortableMath.Sin(x), x), iter: 20_000, threads: 1);
        Assert.Equal(0, PortableMath.Sin(0));
        Assert.Equal(1, PortableMath.Sin(Math.PI / 2), 1e-15);
    }

    [Fact]
    public void Tanh_is_good_to_a_few_units_in_the_last_place_small_and_large()
    {
        Gen.OneOf(Gen.Double[0, 30], Gen.Double[0, 1], Small.Select(Math.Abs)).Sample(
            x => AssertWithin(8, Math.Tanh(x), PortableMath.Tanh(x), x), iter: 20_000, threads: 1);
        Assert.Equal(0, PortableMath.Tanh(0));
        Assert.Equal(1, PortableMath.Tanh(1000));
    }

    [Fact]
    public void Log_of_one_plus_is_good_to_a_few_units_in_the_last_place_small_and_large() =>
        Gen.OneOf(Gen.Double[0, 100], Gen.Double[0, 1], Small.Select(Math.Abs)).Sample(
            x => AssertWithin(8, 2 * Math.Atanh(x / (2 + x)), PortableMath.LogOnePlus(x), x), iter: 20_000, threads: 1);

    [Fact]
    public void Pow_errs_by_units_that_grow_with_the_size_of_its_logarithm() =>
        Gen.Select(Gen.Double[-20, 20].Select(e => Math.Pow(2, e)), Gen.Double[-30, 30]).Sample(
            (x, y) =>
                AssertWithin(8 + 4 * Math.Abs(y * Math.Log(x)), Math.Pow(x, y), PortableMath.Pow(x, y), x),
            iter: 20_000, threads: 1);

    [Fact]
    public void Some_results_never_change_by_a_bit()
    {
        static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);

        Assert.Equal(0x4005BF0A8B14576A, Bits(PortableMath.Exp(1)));
        Assert.Equal(0x3FE62E42FEFA39EF, Bits(PortableMath.Log(2)));
        Assert.Equal(0x3FE5CFFC16BF8F0D, Bits(PortableMath.Sin(0.75)));
        Assert.Equal(0x3FE45323E552F228, Bits(PortableMath.Tanh(0.75)));
        Assert.Equal(0x3FEA8DF05FC52779, Bits(PortableMath.Pow(1.75, -1 / 3.0)));
    }

    private static Gen<double> Small { get; } = Gen.Double[-300, -1].Select(e => Math.Pow(10, e));

    private static void AssertWithin(double units, double expected, double actual, double at)
    {
        var unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
        Assert.True(
            Math.Abs(actual - expected) <= units * unit,
            $"at {at:R}: {actual:R} is {(actual - expected) / unit:0.#} units from {expected:R}");
    }
}
