using Tercet.CommandLine.Data;
using Tercet.Testing;
using Tercet.Viewer.Runs;
using Tercet.Vision;
using static Tercet.Vision.Tests.Onnx.TinyModel;

namespace Tercet.Viewer.Tests.Runs;

public sealed class RecordedEncoderTests
{
    public static TheoryData<OnnxEncoderOptions> Options() =>
    [
        new OnnxEncoderOptions { Preparation = new() { Size = (8, 8) } },
        new OnnxEncoderOptions
        {
            Preparation = new()
            {
                Size = (12, 8), Fit = ImageFit.Crop, CropShare = 0.875, Interpolation = Interpolation.Bicubic, PixelScale = 1.0 / 3,
                Mean = [0.1, 1.0 / 7, -0.3], Std = [0.229, 0.224, 1.0 / 3], ChannelOrder = ChannelOrder.Bgr,
            },
            Output = "y",
            Normalize = true,
        },
        new OnnxEncoderOptions { Preparation = new() { Size = (8, 16), Fit = ImageFit.Pad, Mean = [0.5], Std = [0.25] }, Pooling = Pooling.Cls },
    ];

    [Theory]
    [MemberData(nameof(Options))]
    public void A_model_is_opened_as_it_was(OnnxEncoderOptions options)
    {
        using var folder = new TempFolder();
        var path = folder.Write("model.onnx", OfImages(
            [1, 3, null, null], ["batch", "c", "height", "width"], Node("Conv", "x w", "c"), Node("GlobalAveragePool", "c", "p"),
            Node("Flatten", "p", "y"), Weights("w", 6, 3, 3, 3)));
        using var encoder = OnnxEncoder.Open(path, options);
        var recorded = ImageEncoding.Describe(encoder);
        using var opened = RecordedEncoder.OfImages(recorded, new ImageEmbedderOptions()).Open();
        Assert.Equal(recorded.Settings, opened.Settings);
        RecordedEncoder.RequireSame(recorded, opened.Fingerprint);
    }

    [Theory]
    [InlineData("hog")]
    [InlineData("pixels")]
    public void Built_in_encoders_are_opened_by_name(string name)
    {
        using var encoder = new ImageEncoding { Encoder = name }.Open();
        var recorded = ImageEncoding.Describe(encoder);
        using var opened = RecordedEncoder.OfImages(recorded, new ImageEmbedderOptions()).Open();
        RecordedEncoder.RequireSame(recorded, opened.Fingerprint);
        Assert.Equal(encoder.GetType(), opened.GetType());
    }

    [Fact]
    public void Damaged_settings_are_the_defaults()
    {
        var settings = new Dictionary<string, string> { ["input"] = "float32 NCHW, 3 x 8", ["mean"] = "a,b", ["resize"] = "7", ["crop-share"] = "," };
        var encoding = RecordedEncoder.OfImages(new ManifestEncoder("model.onnx", "", "", settings), new ImageEmbedderOptions());
        Assert.Null(encoding.Onnx.Preparation.Size);
        Assert.Equal((ImageFit.Stretch, 1.0), (encoding.Onnx.Preparation.Fit, encoding.Onnx.Preparation.CropShare));
        Assert.Equal([0], encoding.Onnx.Preparation.Mean);
    }

    [Fact]
    public void Another_encoder_is_refused()
    {
        var recorded = new ManifestEncoder("model.onnx", "", "abc", new Dictionary<string, string>());
        Assert.StartsWith("model.onnx: ", Assert.Throws<InvalidInputException>(() => RecordedEncoder.RequireSame(recorded, "abd")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_embedded_with_their_prompt_and_length()
    {
        var settings = new Dictionary<string, string> { ["prompt"] = "passage: ", ["max-tokens"] = "128" };
        var encoding = RecordedEncoder.OfTexts(new ManifestEncoder("model", "", "", settings), cache: "cache");
        Assert.Equal(("model", "passage: ", 128, "cache"), (encoding.Encoder, encoding.Texts.Prompt, encoding.Texts.MaxTokens, encoding.Options.Cache));
        Assert.Null(RecordedEncoder.OfTexts(new ManifestEncoder("model", "", "", new Dictionary<string, string>()), null).Texts.MaxTokens);
    }
}
