using CsCheck;
using Tercet.Vision.Encoders;
using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests.Encoders;

public class HogDescriptorTests
{
    [Fact]
    public void Agrees_with_the_naive_reference() =>
        Gen.Byte.Array[64 * 64 * 4].Sample(pixels => RequireNaive(new RgbImage(64, 64, pixels)), iter: 20);

    /// <summary>A coarse grid of few grey levels gives many gradients at 0°, 45°, 90° and of length 0.</summary>
    [Fact]
    public void Agrees_with_the_naive_reference_on_flat_patches() =>
        Gen.Int[0, 2].Array[8 * 8].Sample(
            patches => RequireNaive(Painted.Grey(64, 64, (x, y) => 100 * patches[y / 8 * 8 + x / 8])), iter: 20);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(48, 48)]
    [InlineData(200, 31)]
    public void Is_a_unit_vector_whatever_the_size(int width, int height)
    {
        var descriptor = Describe(Painted.Grey(width, height, (x, y) => (x * 37 + y * 91) % 256));
        Assert.Equal(1, descriptor.Sum(value => (double)value * value), 1e-6);
        Assert.All(descriptor, value => Assert.InRange(value, 0f, 1f));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(123)]
    public void A_blank_image_gives_the_uniform_unit_vector(int grey)
    {
        Assert.All(Describe(Painted.Grey(48, 77, (_, _) => grey)), value => Assert.Equal(1f / 42, value));
    }

    [Fact]
    public void Is_invariant_to_reversed_contrast()
    {
        var image = Painted.Grey(64, 64, (x, y) => (x * x + 3 * y) % 256);
        var reversed = Painted.Grey(64, 64, (x, y) => 255 - (x * x + 3 * y) % 256);
        Assert.Equal(Describe(image), Describe(reversed));
    }

    [Fact]
    public void Vertical_edges_fill_the_bins_on_both_sides_of_0_degrees_equally()
    {
        var descriptor = Describe(Painted.Grey(64, 64, (x, _) => x < 32 ? 0 : 255));
        foreach (var cell in descriptor.Chunk(9))
        {
            Assert.Equal(cell[0], cell[8]);
            Assert.All(cell[1..8], value => Assert.Equal(0f, value));
        }
        Assert.Contains(descriptor, value => value > 0);
    }

    [Fact]
    public void Orientations_are_interpolated_linearly() =>
        Gen.Double[-180, 180].Sample(degrees =>
        {
            var radians = degrees * Math.PI / 180;
            var (nearest, next, share) = OrientationBins.Interpolate(Math.Cos(radians), Math.Sin(radians));
            Assert.InRange(share, 0, 0.5 + 1e-12);
            var step = next == (nearest + 1) % 9 ? 20 : -20;
            var turn = Math.IEEERemainder(20 * nearest + 10 + step * share - degrees, 180);
            Assert.Equal(0, turn, 1e-9);
        });

    private static void RequireNaive(RgbImage image)
    {
        var descriptor = Describe(image);
        var expected = NaiveHog.Describe((x, y) =>
        {
            var pixel = image.Pixels.Slice((y * 64 + x) * 4, 4);
            return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
        });
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], descriptor[i], 1e-5);
    }

    private static float[] Describe(RgbImage image)
    {
        using var hog = new HogDescriptor();
        var descriptor = hog.Encode(image);
        Assert.Equal(1764, descriptor.Length);
        return descriptor;
    }
}
