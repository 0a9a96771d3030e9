using Microsoft.ML.OnnxRuntime;

namespace Tercet.Vision.Tests.Onnx;

public class OnnxEncoderFaultsTests
{
    private const string Corrupt = "Expected a model as written by torch.onnx.export or tf2onnx; export or copy it again.";

    private const string ExpectedImages = "Expected images: four dimensions, (batch, channels, height, width) or (batch, height, "
        + "width, channels), of float32, float16 or uint8.";

    private static readonly Dictionary<string, string> Rejected = new()
    {
        ["no-data"] = ": 1 of 1 weight files of the model are missing:\n  external.onnx.data\n"
            + $"Expected them beside the model, in {Fixture.PathOf("models/no-data")}. Copy them there, or export the model "
            + "with its weights inside.",
        ["two-inputs"] = ": the model has 2 inputs: image: float32 [batch, 3, 32, 32]; weight: float32 [batch, 1]. Expected "
            + "one, the image. Export only the image part (of CLIP, the vision tower).",
        ["text"] = $": the model takes input_ids: int64 [batch, length]. {ExpectedImages}",
        ["five-channels"] = ": the model takes image: float32 [batch, 5, 32, 32]. Expected 3 channels, or 1 for grey, in the "
            + "second dimension or in the last.",
        ["rank-1"] = ": the output 'score' is float32 [1] for a batch of 1. Expected (batch, components), (batch, tokens, "
            + "components) or four dimensions, averaged over space; set `Output` to another, or export the model without its "
            + "last layer.",
        ["class-ids"] = ": the output 'ids' is int64 [1, 2] for a batch of 1. Expected floating-point numbers; set `Output` to "
            + "another.",
        ["two-embeddings"] = ": the model has 2 outputs: first: float32 [batch, 5]; second: float32 [batch, 7]. Set `Output` "
            + "to the one that is the embedding.",
        ["not-a-model"] = $": incomplete or corrupt ONNX model (its structure is broken). {Corrupt}",
        ["cut-short"] = $": incomplete or corrupt ONNX model (its structure is broken). {Corrupt}",
    };

    /// <summary>All but not-finite, which needs an image.</summary>
    public static TheoryData<string> Faulty() =>
        [.. Fixture.Rows("models.json", "faulty").Select(row => row.Text("name")).Where(name => name != "not-finite")];

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_model_that_cannot_embed_is_rejected(string name)
    {
        var path = Fixture.PathOf(Fixture.Rows("models.json", "faulty").Single(row => row.Text("name") == name).Text("model"));
        Assert.Equal(path + Rejected[name], Problem(path));
    }

    [Fact]
    public void A_file_that_is_not_a_model_is_rejected()
    {
        using var folder = new TemporaryFolder();
        folder.Write("empty.onnx", []);
        var empty = Path.Combine(folder.Path, "empty.onnx");
        Assert.Equal($"{empty}: incomplete or corrupt ONNX model (it is empty). {Corrupt}", Problem(empty));
        Assert.Equal(
            "nowhere.onnx: no such file. Expected an ONNX model, or one of the built-in encoders: hog, pixels.",
            Problem("nowhere.onnx"));
        Assert.Equal(
            $"{folder.Path}: a folder, not a file. Expected an ONNX model, or one of the built-in encoders: hog, pixels.",
            Problem(folder.Path));
    }

    [Fact]
    public void A_model_of_sequences_is_rejected() => Assert.Equal(
        $": the model takes x: not a tensor. {ExpectedImages}",
        Problem(TinyModel.OfSequence()));

    [Fact]
    public void An_unsupported_operator_is_reported_with_the_runtime_version()
    {
        var problem = Problem(
            TinyModel.Of("NoSuchOperation", TinyModel.Value("x", TinyModel.TensorType(TinyModel.Float, 1, 3, 4, 4))));
        Assert.StartsWith($": ONNX Runtime {OrtEnv.Instance().GetVersionString()} cannot load the model (", problem);
        Assert.Contains("NoSuchOperation", problem);
        Assert.EndsWith("). Copy it again with all of its files, or export it for an older opset.", problem);
    }

    [Fact]
    public void Inputs_too_large_for_memory_are_rejected() => Assert.Equal(
        ": the model takes x: float32 [1, 3, 50000, 50000]. Expected at most 268,435,456 values per call. Export it for fewer or "
        + "smaller images.",
        Problem(TinyModel.Of(
            "GlobalAveragePool", TinyModel.Value("x", TinyModel.TensorType(TinyModel.Float, 1, 3, 50_000, 50_000)))));

    [Fact]
    public void Too_many_dimensions_are_rejected_before_any_image_is_embedded() => Assert.Equal(
        ": the output 'y' is float32 [1, 76800] for a batch of 1: 76800 components. Expected at most 65536; set `Output` to "
        + "another, or export the model with pooling.",
        Problem(TinyModel.Of("Flatten", TinyModel.Value("x", TinyModel.TensorType(TinyModel.Float, 1, 3, 160, 160)))));

    [Fact]
    public void A_missing_output_is_reported_with_the_available_ones()
    {
        var path = Fixture.PathOf("models/two-embeddings.onnx");
        Assert.Equal(
            $"{path}: the model has no output 'third'. It has first: float32 [batch, 5]; second: float32 [batch, 7]. Set "
            + "`Output` to one of these.",
            Problem(path, new OnnxEncoderOptions { Output = "third" }));
    }

    [Fact]
    public void A_dynamic_input_size_must_be_set()
    {
        var path = Fixture.PathOf("models/any-size.onnx");
        Assert.Equal(
            $"{path}: the model takes image: float32 [batch, 3, height, width]. It leaves the size of its images open. Set "
            + "`Size`, such as 224x224, or use a preset.",
            Problem(path));
    }

    [Fact]
    public void A_grey_model_takes_one_mean_and_one_std()
    {
        var path = Fixture.PathOf("models/grey.onnx");
        Assert.Equal(
            $"{path}: `Mean` has 3 values, but the model takes grey images. Expected one value.",
            Problem(path, new OnnxEncoderOptions { Preparation = new ImagePreparation { Mean = [0.1, 0.2, 0.3] } }));
        Assert.Equal(
            $"{path}: `Std` has 3 values, but the model takes grey images. Expected one value.",
            Problem(path, new OnnxEncoderOptions { Preparation = new ImagePreparation { Std = [0.1, 0.2, 0.3] } }));
    }

    [Fact]
    public void A_model_of_bytes_takes_them_unchanged()
    {
        var path = Fixture.PathOf("models/uint8.onnx");
        ImagePreparation[] preparations =
            [new() { PixelScale = 1 }, new() { Mean = [0.5] }, new() { Std = [0.5] }, ImagePreparation.Inception];
        foreach (var preparation in preparations)
            Assert.Equal(
                $"{path}: the model takes bytes (uint8), which are passed unchanged. Leave out `PixelScale`, `Mean`, `Std` and "
                + "presets.",
                Problem(path, new OnnxEncoderOptions { Preparation = preparation }));
    }

    [Fact]
    public void A_device_that_the_runtime_lacks_is_reported()
    {
        var available = OrtEnv.Instance().GetAvailableProviders();
        Assert.SkipWhen(available.Contains("CUDAExecutionProvider"), "The runtime has the device.");
        Assert.Equal(
            $"`Device` is cuda, but the installed ONNX Runtime ({OrtEnv.Instance().GetVersionString()}) has no "
            + $"CUDAExecutionProvider; it has {string.Join(", ", available)}. "
            + "Build Tercet with the ONNX Runtime package for that device in place of Microsoft.ML.OnnxRuntime, or set `Device` "
            + "to cpu.",
            Problem(Fixture.PathOf("models/convnet.onnx"), new OnnxEncoderOptions { Device = Device.Cuda }));
    }

    [Fact]
    public void All_options_out_of_bounds_are_reported_at_once()
    {
        var options = new OnnxEncoderOptions
        {
            Preparation = new ImagePreparation
            {
                Size = (0, 9000),
                CropShare = 1.5,
                PixelScale = double.NaN,
                Mean = [1, 2],
                Std = [1, 0, 1],
            },
        };
        Assert.Equal(
            """
            `Size` is 0x9000; expected a width and height in [1, 8192].
            `CropShare` is 1.5; expected a number in (0, 1].
            `PixelScale` is NaN; expected a number other than 0, such as 1 or 0.00392.
            `Mean` is 1,2; expected one number, or three, one per channel.
            `Std` is 1,0,1; expected one number, or three, one per channel, none of them 0.
            """.ReplaceLineEndings("\n"),
            Assert.Throws<InvalidOptionsException>(() => OnnxEncoder.Open("nowhere.onnx", options)).Message);
    }

    [Fact]
    public void Values_that_are_not_finite_are_reported_with_their_image()
    {
        var path = Fixture.PathOf("models/not-finite.onnx");
        using var encoder = OnnxEncoder.Open(path, new OnnxEncoderOptions { Preparation = ImagePreparation.ImageNet });
        const string Advice = "Check that pixel values are prepared as in training (`PixelScale`, `Mean`, `Std`, or a preset) "
            + "and, for float16, do not overflow.";
        string[] files = ["images/jpeg-grey.jpg", "images/png-rgba.png", "images/webp-lossy.webp"];

        Assert.Equal(
            $"{path}: the encoder produced NaN for items.csv, row 4: 'images/webp-lossy.webp'. {Advice}",
            Assert.Throws<InvalidInputException>(() => ImageEmbedder.Embed(
                encoder, files, Fixture.Folder, item => $"items.csv, row {item + 2}",
                cancellationToken: TestContext.Current.CancellationToken)).Message);
        var image = RgbImage.Decode(Fixture.BytesOf("images/webp-lossy.webp"));
        Assert.Equal(
            $"{path}: the encoder produced NaN for an image. {Advice}",
            Assert.Throws<InvalidInputException>(() => encoder.Encode(image)).Message);
    }

    private static string Problem(string path, OnnxEncoderOptions? options = null) =>
        Assert.Throws<InvalidInputException>(() => OnnxEncoder.Open(path, options)).Message;

    /// <summary>The message for a model in a temporary file, without the file's name.</summary>
    private static string Problem(byte[] model)
    {
        using var folder = new TemporaryFolder();
        folder.Write("model.onnx", model);
        var path = Path.Combine(folder.Path, "model.onnx");
        var problem = Problem(path);
        Assert.StartsWith(path, problem);
        return problem[path.Length..];
    }
}
