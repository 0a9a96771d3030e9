using CsCheck;
using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

/// <summary>Properties of resizing; for agreement with Pillow see <see cref="PillowTests"/>.</summary>
public class ResamplingTests
{
    [Fact]
    public void The_same_size_is_the_same_image()
    {
        var image = Painted.Grey(3, 2, (x, y) => x + 3 * y);
        Assert.Same(image, Resampling.Resize(image, 3, 2, Interpolation.Bilinear));
    }

    [Fact]
    public void Two_pixels_reduce_to_their_mean()
    {
        Assert.Equal([40], Resampling.Resize(Painted.Grey(2, 1, (x, _) => 10 + 60 * x), 1, 1, Interpolation.Bilinear).Channel());
        Assert.Equal([40], Resampling.Resize(Painted.Grey(1, 2, (_, y) => 10 + 60 * y), 1, 1, Interpolation.Bilinear).Channel());
    }

    /// <summary>
    /// When halving, the triangle spans four inputs with weights 1, 3, 3, 1; at the border the outer 1 is missing.
    /// </summary>
    [Fact]
    public void Halving_weighs_neighbours_by_a_triangle()
    {
        int[] line = [7, 14, 28, 8, 16, 70];
        var halved = Resampling.Resize(Painted.Grey(6, 1, (x, _) => line[x]), 3, 1, Interpolation.Bilinear).Channel();
        Assert.Equal(
            [(3 * 7 + 3 * 14 + 28) / 7, (int)Math.Round((14 + 3 * 28 + 3 * 8 + 16) / 8.0), (8 + 3 * 16 + 3 * 70) / 7], halved);
    }

    [Fact]
    public void Doubling_interpolates() =>
        Assert.Equal(
            [0, 25, 75, 100], Resampling.Resize(Painted.Grey(2, 1, (x, _) => 100 * x), 4, 1, Interpolation.Bilinear).Channel());

    [Fact]
    public void A_cubic_overshoots_and_is_clamped_to_a_byte()
    {
        var edge = Resampling.Resize(Painted.Grey(8, 1, (x, _) => x < 4 ? 20 : 235), 32, 1, Interpolation.Bicubic).Channel();
        Assert.True(edge.Min() < 20 && edge.Max() > 235);
        var full = Resampling.Resize(Painted.Grey(8, 1, (x, _) => x < 4 ? 0 : 255), 32, 1, Interpolation.Bicubic).Channel();
        Assert.Equal((0, 255), (full[12], full[19]));
    }

    [Fact]
    public void A_constant_stays_constant_and_channels_stay_separate() =>
        Gen.Select(Gen.Int[1, 90].Array[4], Gen.Byte.Array[3], Gen.Enum<Interpolation>()).Sample((sides, colour, interpolation) =>
        {
            var resized = Resampling.Resize(
                Painted.Colour(sides[0], sides[1], (_, _) => (colour[0], colour[1], colour[2])), sides[2], sides[3],
                interpolation);
            Assert.All(Fixture.Colours(resized).Chunk(3), pixel => Assert.Equal(colour, pixel));
        }, iter: 50);

    /// <summary>For one row, the sum of filter × pixel in float64, straight from the definition.</summary>
    [Fact]
    public void Agrees_with_the_definition() =>
        Gen.Select(Gen.Byte.Array[1, 70], Gen.Int[1, 70], Gen.Enum<Interpolation>()).Sample((line, length, interpolation) =>
        {
            var actual = Resampling.Resize(Painted.Grey(line.Length, 1, (x, _) => line[x]), length, 1, interpolation).Channel();
            var scale = (double)line.Length / length;
            for (var i = 0; i < length; i++)
            {
                double Weight(int x)
                {
                    var t = Math.Abs((x + 0.5 - (i + 0.5) * scale) / Math.Max(1, scale));
                    return interpolation == Interpolation.Bilinear ? Math.Max(0, 1 - t)
                        : t < 1 ? 1.5 * t * t * t - 2.5 * t * t + 1
                        : t < 2 ? -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2 : 0;
                }
                var weights = line.Select((_, x) => Weight(x)).ToArray();
                var expected = line.Select((value, x) => value * weights[x]).Sum() / weights.Sum();
                Assert.Equal(Math.Clamp(expected, 0, 255), actual[i], 0.51);
            }
        }, iter: 200);
}
