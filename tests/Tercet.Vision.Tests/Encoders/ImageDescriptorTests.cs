using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests.Encoders;

/// <summary>A descriptor of the user's own, as in the example of <see cref="ImageDescriptor"/>.</summary>
public class ImageDescriptorTests
{
    [Fact]
    public void An_own_descriptor_embeds_images()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", TestImages.Png(2, 1, 8, TestImages.Colour, [[0, 51, 102, 0, 153, 204]]));
        using var encoder = new MeanColour();
        var embedded = ImageEmbedder.Embed(
            encoder, ["a.png", null], folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var rows = embedded.Take();
        Assert.Equal([0, 0.4f, 0.6f], rows[0].Select(value => MathF.Round(value, 6)));
        Assert.All(rows[1], value => Assert.True(float.IsNaN(value)));
        Assert.Equal(
            ["encoder=mean-colour v1", "images=2"], encoder.Settings.Select(setting => $"{setting.Key}={setting.Value}"));
    }

    [Fact]
    public void A_resized_image_can_be_described()
    {
        var image = Painted.Grey(7, 5, (x, y) => 10 * x + y);
        var resized = image.Resize(3, 2, Interpolation.Bicubic);
        Assert.Equal((3, 2), (resized.Width, resized.Height));
        Assert.Same(image, image.Resize(7, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(0, 1));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "an infinite value")]
    public void Values_that_are_not_finite_are_reported_with_their_image(float value, string name)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.png", TestImages.Drawn(1, 8, 8));
        using var encoder = new Constant(value);
        Assert.Equal(
            $"constant: the encoder produced {name} for item 0: 'a.png'. Fix the encoder.",
            Assert.Throws<InvalidInputException>(() => ImageEmbedder.Embed(
                encoder, ["a.png"], folder.Path, cancellationToken: TestContext.Current.CancellationToken)).Message);
    }

    private sealed class MeanColour() : ImageDescriptor("mean-colour", "v1")
    {
        public override int Dimensions => 3;

        public override string Description => "the mean colour of the image";

        protected override void Describe(RgbImage image, Span<float> embedding)
        {
            embedding.Clear();
            for (var i = 0; i < image.Pixels.Length; i++)
            {
                if (i % RgbImage.BytesPerPixel < 3)
                    embedding[i % RgbImage.BytesPerPixel] += image.Pixels[i] / (255f * image.Width * image.Height);
            }
        }
    }

    private sealed class Constant(float value) : ImageDescriptor("constant", "v1")
    {
        public override int Dimensions => 1;

        public override string Description => "a constant";

        protected override void Describe(RgbImage image, Span<float> embedding) => embedding.Fill(value);
    }
}
