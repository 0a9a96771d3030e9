using Microsoft.Extensions.AI;

namespace Tercet.Vision.Tests;

public class ImageEmbeddingGeneratorTests
{
    private static readonly string[] Files =
        ["images/jpeg-444.jpg", "images/png-rgba.png", "images/webp-lossy.webp", "images/gif.gif", "images/bmp.bmp"];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Embeddings_are_those_of_the_encoder(int threads)
    {
        using var encoder = OnnxEncoder.Open(Fixture.PathOf("models/batch-of-4.onnx"));
        using var generator = new ImageEmbeddingGenerator(encoder, threads);
        var embeddings = await generator.GenerateAsync(Contents(Files), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Files.Select(file => Expected(encoder, file)), embeddings.Select(embedding => embedding.Vector.ToArray()));
        Assert.All(embeddings, embedding => Assert.Equal(encoder.Name, embedding.ModelId));
    }

    [Fact]
    public async Task It_generates_matrices()
    {
        using var encoder = new PixelDescriptor();
        using var generator = new ImageEmbeddingGenerator(encoder);
        using var matrix = await generator.GenerateMatrixAsync(
            Contents(Files), new MatrixGenerationOptions { BatchSize = 2 },
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("tercet pixels", 5, 1024), (matrix.Name, matrix.Count, matrix.Dimensions));
        Assert.All(Files.Index(), file => Assert.Equal(Expected(encoder, file.Item), matrix.RowOf(file.Index)));
    }

    [Fact]
    public async Task All_bad_images_are_reported()
    {
        using var encoder = new PixelDescriptor();
        using var generator = new ImageEmbeddingGenerator(encoder, maxPixels: 10_000);
        var whole = Fixture.BytesOf(Files[1]);
        byte[][] files = [whole, [], whole[..^5], "text"u8.ToArray(), Fixture.BytesOf("images/jpeg-large.jpg")];
        DataContent[] images = [.. files.Select(Content)];
        var large = RgbImage.Decode(Fixture.BytesOf("images/jpeg-large.jpg"));
        var problem = await Assert.ThrowsAsync<InvalidInputException>(
            () => generator.GenerateAsync(images, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(
            $"""
            4 of 5 images cannot be used (numbered from 0):
              image 1: an empty file
              image 2: a truncated image
              image 3: not an image in PNG, JPEG, WebP, GIF or BMP
              image 4: an image of {large.Width} × {large.Height} pixels, more than 10,000
            Expected complete images in PNG, JPEG, WebP, GIF or BMP. Replace them, or leave them out.
            """.ReplaceLineEndings("\n"), problem.Message);
    }

    [Fact]
    public async Task An_image_that_the_model_fails_on_is_reported()
    {
        using var encoder = OnnxEncoder.Open(
            Fixture.PathOf("models/not-finite.onnx"), new OnnxEncoderOptions { Preparation = ImagePreparation.ImageNet });
        using var generator = new ImageEmbeddingGenerator(encoder);
        var images = Contents(["images/jpeg-grey.jpg", "images/gif.gif"]);
        var problem = await Assert.ThrowsAsync<InvalidInputException>(
            () => generator.GenerateAsync(images, cancellationToken: TestContext.Current.CancellationToken));
        Assert.StartsWith($"{encoder.Name}: the encoder produced NaN for image 1. ", problem.Message);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        using var encoder = new PixelDescriptor();
        using var generator = new ImageEmbeddingGenerator(encoder);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => generator.GenerateAsync(Contents(Files), cancellationToken: new CancellationToken(canceled: true)));
        using var midway = new CancellationTokenSource();
        IEnumerable<DataContent> Endless()
        {
            for (var i = 0; i < 200; i++)
                yield return Content(Fixture.BytesOf(Files[0]));
            midway.Cancel();
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => generator.GenerateAsync(Endless(), cancellationToken: midway.Token));
    }

    [Fact]
    public async Task No_images_give_no_embeddings()
    {
        using var encoder = new PixelDescriptor();
        using var generator = new ImageEmbeddingGenerator(encoder);
        Assert.Empty(await generator.GenerateAsync([], cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void It_provides_its_services()
    {
        using var encoder = new HogDescriptor();
        using var generator = new ImageEmbeddingGenerator(encoder);
        var metadata = Assert.IsType<EmbeddingGeneratorMetadata>(generator.GetService(typeof(EmbeddingGeneratorMetadata)));
        Assert.Equal(("tercet", "hog", 1764), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
        Assert.Same(encoder, generator.GetService(typeof(ImageEncoder)));
        Assert.Same(generator, generator.GetService(typeof(ImageEmbeddingGenerator)));
        Assert.Same(generator, generator.GetService(typeof(IEmbeddingGenerator)));
        Assert.Same(generator, generator.GetService(typeof(IDisposable)));
        Assert.Null(generator.GetService(typeof(string)));
        Assert.Null(generator.GetService(typeof(ImageEncoder), "key"));
    }

    /// <summary>The encoder can be used after the generator has been disposed.</summary>
    [Fact]
    public void The_encoder_outlives_it()
    {
        using var encoder = OnnxEncoder.Open(Fixture.PathOf("models/convnet.onnx"));
        new ImageEmbeddingGenerator(encoder).Dispose();
        Assert.Equal(encoder.Dimensions, Expected(encoder, Files[0]).Length);
    }

    private static DataContent[] Contents(string[] files) => [.. files.Select(file => Content(Fixture.BytesOf(file)))];

    private static DataContent Content(byte[] file) => new(file, "application/octet-stream");

    private static float[] Expected(ImageEncoder encoder, string file) => encoder.Encode(RgbImage.Decode(Fixture.BytesOf(file)));
}
