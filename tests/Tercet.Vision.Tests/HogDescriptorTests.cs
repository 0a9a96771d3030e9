using CsCheck;

namespace Tercet.Vision.Tests;

public class HogDescriptorTests
{
    [Fact]
    public void Agrees_with_the_naive_loop() =>
        Gen.Float[0, 255].Array[64 * 64].Sample(pixels => RequireNaive(new GreyImage(64, 64, pixels)), iter: 20);

    /// <summary>Whole greys on a coarse grid give many gradients at 0°, 45°, 90° and of length 0.</summary>
    [Fact]
    public void Agrees_with_the_naive_loop_on_flat_patches() =>
        Gen.Int[0, 2].Array[8 * 8].Sample(
            patches => RequireNaive(Painted(64, 64, (x, y) => 100 * patches[y / 8 * 8 + x / 8])), iter: 20);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(48, 48)]
    [InlineData(200, 31)]
    public void Is_a_unit_vector_whatever_the_size(int width, int height)
    {
        var descriptor = Describe(Painted(width, height, (x, y) => (x * 37 + y * 91) % 256));
        Assert.Equal(1, descriptor.Sum(value => (double)value * value), 1e-6);
        Assert.All(descriptor, value => Assert.InRange(value, 0f, 1f));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(255f)]
    [InlineData(123.456f)]
    public void A_blank_image_gives_the_uniform_unit_vector(float grey)
    {
        Assert.All(Describe(Painted(48, 77, (_, _) => grey)), value => Assert.Equal(1f / 42, value));
    }

    [Fact]
    public void Does_not_see_contrast_reversed()
    {
        var image = Painted(64, 64, (x, y) => (x * x + 3 * y) % 256);
        var reversed = Painted(64, 64, (x, y) => 255 - (x * x + 3 * y) % 256);
        Assert.Equal(Describe(image), Describe(reversed));
    }

    [Fact]
    public void Vertical_edges_fill_the_bins_on_both_sides_of_0_degrees_equally()
    {
        var descriptor = Describe(Painted(64, 64, (x, _) => x < 32 ? 0 : 255));
        foreach (var cell in descriptor.Chunk(9))
        {
            Assert.Equal(cell[0], cell[8]);
            Assert.All(cell[1..8], value => Assert.Equal(0f, value));
        }
        Assert.Contains(descriptor, value => value > 0);
    }

    [Fact]
    public void Every_direction_is_shared_by_its_angle() =>
        Gen.Double[-180, 180].Sample(degrees =>
        {
            var radians = degrees * Math.PI / 180;
            var (nearest, next, share) = OrientationBins.Divide(Math.Cos(radians), Math.Sin(radians));
            Assert.InRange(share, 0, 0.5 + 1e-12);
            var step = next == (nearest + 1) % 9 ? 20 : -20;
            var turn = Math.IEEERemainder(20 * nearest + 10 + step * share - degrees, 180);
            Assert.Equal(0, turn, 1e-9);
        });

    [Fact]
    public void A_short_destination_is_refused()
    {
        var problem = Assert.Throws<ArgumentException>(() => HogDescriptor.Describe(Painted(8, 8, (_, _) => 0), new float[1763]));
        Assert.Contains("1763 components; 1764 are needed.", problem.Message);
    }

    private static void RequireNaive(GreyImage image)
    {
        var descriptor = Describe(image);
        var expected = NaiveHog.Describe((x, y) => image.Pixels[y * 64 + x]);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], descriptor[i], 1e-5);
    }

    private static float[] Describe(GreyImage image)
    {
        var descriptor = new float[HogDescriptor.Dimensions];
        HogDescriptor.Describe(image, descriptor);
        return descriptor;
    }

    private static GreyImage Painted(int width, int height, Func<int, int, float> grey) =>
        new(width, height, [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select grey(x, y)]);
}
