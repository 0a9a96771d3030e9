namespace Tercet.Vision.Tests.Encoders;

public class FingerprintTests
{
    private static readonly ImagePreparation Plain = new() { Size = (32, 32) };

    /// <summary>Every option, changed on its own; the model has a dynamic input size.</summary>
    private static readonly OnnxEncoderOptions[] Changed =
    [
        new() { Preparation = Plain with { Size = (32, 33) } },
        new() { Preparation = Plain with { Size = (33, 32) } },
        new() { Preparation = Plain with { Fit = ImageFit.Crop } },
        new() { Preparation = Plain with { Fit = ImageFit.Pad } },
        new() { Preparation = Plain with { CropShare = 0.9 } },
        new() { Preparation = Plain with { Interpolation = Interpolation.Bicubic } },
        new() { Preparation = Plain with { PixelScale = 1 } },
        new() { Preparation = Plain with { Mean = [0.5] } },
        new() { Preparation = Plain with { Mean = [0, 0, 0.5] } },
        new() { Preparation = Plain with { Std = [0.5] } },
        new() { Preparation = Plain with { ChannelOrder = ChannelOrder.Bgr } },
        new() { Preparation = Plain, Pooling = Pooling.Cls },
        new() { Preparation = Plain, Normalize = true },
    ];

    [Fact]
    public void It_is_pinned_for_the_built_in_encoders()
    {
        using var hog = new HogDescriptor();
        using var pixels = new PixelDescriptor();
        Assert.Equal(["encoder=hog v2: 64 x 64, cells of 8, 9 orientations, blocks of 2 x 2", "images=2"], Lines(hog));
        Assert.Equal(["encoder=pixels v1: grey, 32 x 32, 0 to 1", "images=2"], Lines(pixels));
        Assert.Equal("050984e995147b130c7a2664bb580df0a6bc336f1346325795ffc66b04588b5a", hog.Fingerprint);
        Assert.Equal("ce3dedc38852b36328476fdd3f384976b5c1e9bcff9fa2efe5cb4adb50e71816", pixels.Fingerprint);
    }

    [Fact]
    public void Equal_settings_give_equal_fingerprints_in_any_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("copy.onnx", Fixture.BytesOf("models/any-size.onnx"));
        Assert.Equal(
            FingerprintOf("any-size.onnx", new() { Preparation = Plain }),
            FingerprintOf(Path.Combine(folder.Path, "copy.onnx"), new() { Preparation = Plain with { } }));
    }

    [Fact]
    public void Each_setting_changes_it()
    {
        var all = Changed.Append(new() { Preparation = Plain }).Select(options => FingerprintOf("any-size.onnx", options))
            .Append(FingerprintOf("convnet.onnx", new()))
            .Append(FingerprintOf("two-embeddings.onnx", new() { Output = "first" }))
            .Append(FingerprintOf("two-embeddings.onnx", new() { Output = "second" }))
            .ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(all, fingerprint => Assert.Matches("^[0-9a-f]{64}$", fingerprint));
    }

    [Fact]
    public void Every_option_is_covered_by_the_changes()
    {
        var names = typeof(ImagePreparation).GetProperties().Where(property => property.SetMethod is not null)
            .Concat(typeof(OnnxEncoderOptions).GetProperties());
        Assert.Equal(
            [
                "ChannelOrder", "CropShare", "Device", "Fit", "Interpolation", "Mean", "Normalize", "Output", "PixelScale",
                "Pooling", "Preparation", "Size", "Std",
            ],
            names.Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    private static string[] Lines(ImageEncoder encoder) =>
        [.. encoder.Settings.Select(setting => $"{setting.Key}={setting.Value}")];

    private static string FingerprintOf(string model, OnnxEncoderOptions options)
    {
        using var encoder = OnnxEncoder.Open(Path.Combine(Fixture.PathOf("models"), model), options);
        return encoder.Fingerprint;
    }
}
