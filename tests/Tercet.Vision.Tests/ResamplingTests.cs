using CsCheck;

namespace Tercet.Vision.Tests;

public class ResamplingTests
{
    [Fact]
    public void The_same_size_is_the_same_image()
    {
        var image = new GreyImage(3, 2, [1, 2, 3, 4, 5, 6]);
        Assert.Same(image, Resampling.Resize(image, 3, 2));
    }

    [Fact]
    public void Two_pixels_make_one_of_their_average()
    {
        Assert.Equal([40f], Resampling.Resize(new GreyImage(2, 1, [10, 70]), 1, 1).Pixels);
        Assert.Equal([40f], Resampling.Resize(new GreyImage(1, 2, [10, 70]), 1, 1).Pixels);
    }

    /// <summary>Halving, the triangle spans four inputs, weights 1, 3, 3, 1; at the border the outer 1 is missing.</summary>
    [Fact]
    public void Halving_weighs_neighbours_by_a_triangle()
    {
        var halved = Resampling.Resize(new GreyImage(6, 1, [7, 14, 28, 8, 16, 70]), 3, 1).Pixels;
        Assert.Equal((3 * 7 + 3 * 14 + 28) / 7f, halved[0]);
        Assert.Equal((14 + 3 * 28 + 3 * 8 + 16) / 8f, halved[1]);
        Assert.Equal((8 + 3 * 16 + 3 * 70) / 7f, halved[2]);
    }

    [Fact]
    public void Doubling_interpolates() =>
        Assert.Equal([0f, 25f, 75f, 100f], Resampling.Resize(new GreyImage(2, 1, [0, 100]), 4, 1).Pixels);

    [Fact]
    public void A_constant_stays_constant_to_the_bit() =>
        Gen.Select(Gen.Int[1, 90].Array[4], Gen.Float[0, 255]).Sample((sides, grey) =>
        {
            var pixels = new float[sides[0] * sides[1]];
            Array.Fill(pixels, grey);
            var resized = Resampling.Resize(new GreyImage(sides[0], sides[1], pixels), sides[2], sides[3]);
            Assert.All(resized.Pixels, value => Assert.Equal(grey, value));
        });

    /// <summary>Made by pillow_bilinear.py, which lies beside this file.</summary>
    [Theory]
    [InlineData(5, 1, 3, 1, new[] { 20.5714f, 129.556f, 118f })]
    [InlineData(3, 1, 7, 1, new[] { 0f, 6.85714f, 27.4286f, 48f, 100.286f, 152.571f, 170f })]
    [InlineData(1, 9, 1, 2, new[] { 103.296f, 137.183f })]
    [InlineData(6, 5, 4, 7, new[]
    {
        18f, 122.667f, 121.333f, 179f, 70.8571f, 121.016f, 112.317f, 213f, 120.929f, 148.667f, 106.381f, 212.071f,
        147f, 220.889f, 108.444f, 146f, 178.786f, 204.857f, 164.476f, 154.214f, 145.429f, 184.635f, 167.556f, 165.857f,
        84f, 166.222f, 141.778f, 177f,
    })]
    public void Agrees_with_Pillow(int width, int height, int toWidth, int toHeight, float[] expected)
    {
        var pixels = Enumerable.Range(0, width * height).Select(i => (float)((37 * i * i + 11 * i) % 256)).ToArray();
        var actual = Resampling.Resize(new GreyImage(width, height, pixels), toWidth, toHeight);
        Assert.Equal(expected.Length, actual.Pixels.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual.Pixels[i], 1e-3f);
    }
}
