using CsCheck;
using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests;

public sealed class BadImagesTests : IDisposable
{
    private const string Advice = "Choose another folder of images, correct the paths";

    private static readonly Dictionary<string, string> Faults = new()
    {
        ["lost.png"] = "no such file",
        ["nul\0.png"] = "no such file",
        ["sub"] = "a folder, not an image",
        ["sub/lost.png"] = "no such file",
        ["good.png/lost.png"] = "no such file",
        ["empty.png"] = "an empty file",
        ["cut.png"] = "a truncated image",
        ["cut.jpg"] = "a truncated image",
        ["cut.webp"] = "a truncated image",
        ["text.png"] = "not an image in PNG, JPEG, WebP, GIF or BMP",
        ["photo.tiff"] = "a TIFF image; convert it to PNG, JPEG, WebP, GIF or BMP",
        ["large.png"] = "an image of 90 × 80 pixels, more than 7,199",
        ["bomb.png"] = "an image of 50000 × 50000 pixels, more than 7,199",
    };

    private readonly TemporaryFolder _folder = new();

    public BadImagesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sub"));
        _folder.Write("good.png", TestImages.Drawn(1, 40, 30));
        _folder.Write("really-a-jpeg.png", Fixture.BytesOf("images/jpeg-444.jpg"));
        _folder.Write("really-a-webp", Fixture.BytesOf("images/webp-lossy.webp"));
        _folder.Write("again.png", TestImages.Drawn(1, 40, 30));
        _folder.Write("empty.png", []);
        _folder.Write("cut.png", TestImages.Drawn(2, 40, 30)[..^20]);
        _folder.Write("cut.jpg", Fixture.BytesOf("images/jpeg-444.jpg")[..^9]);
        _folder.Write("cut.webp", Fixture.BytesOf("images/webp-lossy.webp")[..^1]);
        _folder.Write("text.png", "<html>"u8.ToArray());
        _folder.Write("photo.tiff", "II*\0"u8.ToArray());
        _folder.Write("large.png", TestImages.Drawn(3, 90, 80));
        _folder.Write("bomb.png", TestImages.Png(50_000, 50_000, 8, TestImages.Colour, [[0]]));
    }

    private static string[] Good => ["good.png", "really-a-jpeg.png", "really-a-webp", "again.png"];

    [Fact]
    public void Skipped_images_are_reported_with_the_result()
    {
        string?[] files = ["good.png", .. Faults.Keys, null, "really-a-jpeg.png"];
        var embedded = Embed(files);
        using var matrix = embedded.Embeddings;
        Assert.Equal(Faults.Select((fault, i) => KeyValuePair.Create(i + 1, fault.Value)), embedded.Faults);
        Assert.Equal(Enumerable.Range(1, Faults.Count + 1), matrix.MissingRows);
        Assert.Equal((2, 0), (embedded.Encoded, embedded.FromCache));
    }

    [Fact]
    public void Without_skipping_all_bad_images_are_reported_and_the_call_fails()
    {
        string?[] files = [null, "good.png", "lost.png", "bomb.png"];
        Assert.Equal(
            $"""
            2 of 3 images cannot be used:
              items.csv, row 4: 'lost.png': no such file
              items.csv, row 5: 'bomb.png': an image of 50000 × 50000 pixels, more than 7,199
            Relative paths start from {_folder.Path}. {Advice}, replace the files, or skip these items (`OnBadImage` = Skip).
            """.ReplaceLineEndings("\n"),
            Assert.Throws<InvalidInputException>(() => Embed(files, BadImageHandling.Fail)).Message);
    }

    [Fact]
    public void At_least_one_image_must_be_usable()
    {
        Assert.Equal(
            $"""
            2 of 2 images cannot be used:
              items.csv, row 2: 'lost.png': no such file
              items.csv, row 4: 'empty.png': an empty file
            Relative paths start from {_folder.Path}. {Advice}, or replace the files: no usable image is left.
            """.ReplaceLineEndings("\n"),
            Assert.Throws<InvalidInputException>(() => Embed(["lost.png", null, "empty.png"])).Message);
        Assert.Equal(
            $"{_folder.Path}: none of 2 items has an image. Expected at least one.",
            Assert.Throws<InvalidInputException>(() => Embed([null, null])).Message);
    }

    [Fact]
    public void All_options_out_of_bounds_are_reported_at_once() => Assert.Equal(
        "`MaxDegreeOfParallelism` is -1; expected 0 or more.\n`MaxPixels` is 0; expected 1 or more.",
        Assert.Throws<InvalidOptionsException>(() => ImageEmbedder.Embed(
            new PixelDescriptor(), ["good.png"], _folder.Path, Row,
            new ImageEmbedderOptions { MaxDegreeOfParallelism = -1, MaxPixels = 0 },
            cancellationToken: TestContext.Current.CancellationToken)).Message);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_row_is_the_embedding_of_its_file_for_any_list(bool model)
    {
        using ImageEncoder encoder = model ? OnnxEncoder.Open(Fixture.PathOf("models/batch-of-4.onnx")) : new PixelDescriptor();
        var expected = Good.ToDictionary(
            file => file, file => encoder.Encode(RgbImage.Decode(File.ReadAllBytes(Path.Combine(_folder.Path, file)))));
        var file = Gen.OneOf(
            Gen.Int[0, Good.Length - 1].Select(i => (string?)Good[i]),
            Gen.Int[0, Faults.Count].Select(i => Faults.Keys.ElementAtOrDefault(i)));
        Gen.Select(file.Array[1, 30], Gen.Int[1, 5]).Where((files, _) => files.Any(Good.Contains)).Sample(
            (files, threads) =>
            {
                var embedded = Embed(files, threads: threads, encoder: encoder);
                var rows = embedded.Take();
                Assert.Equal(
                    files.Index().Where(file => !Good.Contains(file.Item)).Select(file => file.Index),
                    embedded.Embeddings.MissingRows);
                Assert.Equal(
                    files.Index().Where(file => file.Item is not null && Faults.ContainsKey(file.Item))
                        .Select(file => file.Index),
                    embedded.Faults.Keys);
                Assert.All(files.Index(), file => Assert.Equal(
                    file.Item is null ? Missing(encoder) : expected.GetValueOrDefault(file.Item) ?? Missing(encoder),
                    rows[file.Index]));
                Assert.Equal(
                    files.Where(Good.Contains).Select(name => name == "again.png" ? "good.png" : name).Distinct().Count(),
                    embedded.Encoded);
            },
            iter: 150, threads: 1);
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Missing(ImageEncoder encoder) => [.. Enumerable.Repeat(float.NaN, encoder.Dimensions)];

    private static string Row(int item) => $"items.csv, row {item + 2}";

    private EmbeddedImages Embed(
        string?[] files, BadImageHandling onBadImage = BadImageHandling.Skip, int threads = 2, ImageEncoder? encoder = null) =>
        ImageEmbedder.Embed(
            encoder ?? new PixelDescriptor(), files, _folder.Path, Row,
            new ImageEmbedderOptions { OnBadImage = onBadImage, MaxDegreeOfParallelism = threads, MaxPixels = 90 * 80 - 1 },
            cancellationToken: TestContext.Current.CancellationToken);
}
