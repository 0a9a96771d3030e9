using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tercet.Vision.Encoders;
using Tercet.Vision.Onnx;

namespace Tercet.Vision;

/// <summary>
/// An image model in ONNX, run by ONNX Runtime. Layout, input size, element type and batch size are read from the model. On the
/// processor images are run one per call, on one thread per call, which is as fast as batches and makes an embedding independent
/// of the other images. Accelerators take batches of 16.
/// </summary>
/// <example><code>
/// using var encoder = OnnxEncoder.Open("resnet.onnx", new() { Preparation = ImagePreparation.ImageNet });
/// using var embeddings = ImageEmbedder.Embed(encoder, files, "photos").Embeddings;     // encoder.Dimensions components per row
/// </code></example>
public sealed class OnnxEncoder : ImageEncoder
{
    private const int AcceleratorBatch = 16;

    private readonly OnnxEncoderOptions _options;
    private readonly InferenceSession _session;
    private readonly OnnxInput _input;
    private readonly OnnxOutput _output;
    private readonly int _batch;

    private OnnxEncoder(string path, OnnxEncoderOptions options, string sha256, IReadOnlyDictionary<string, string> external)
        : base(path)
    {
        _options = options;
        Sha256 = sha256;
        _session = OnnxSession.Open(path, options.Device);
        try
        {
            _input = OnnxInput.Read(_session, path, options.Preparation);
            RequireSuitableValues();
            _batch = _input.Batch ?? (options.Device == Device.Cpu ? 1 : AcceleratorBatch);
            OnnxTrial.RequireEvaluationMode(path, _input.Name);
            using var batch = CreateTensor();
            _output = Probe(batch, OnnxOutput.Choose(_session, path, options.Output));
            OnnxTrial.Require(this, batch, isBatchFixed: _input.Batch is not null);
        }
        catch
        {
            _session.Dispose();
            throw;
        }
        Settings = DescribeSettings(external);
    }

    /// <summary>The SHA-256 of the model file, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Width and height in pixels of the model's input.</summary>
    public (int Width, int Height) InputSize => (_input.Width, _input.Height);

    /// <summary>Whether the output has one vector per token, so that <see cref="OnnxEncoderOptions.Pooling"/> applies.</summary>
    public bool PoolsTokens => _output.HasTokens;

    /// <inheritdoc/>
    public override int Dimensions => _output.Dimensions;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings { get; }

    /// <inheritdoc/>
    public override string Description
    {
        get
        {
            var preparation = _options.Preparation;
            var crop = preparation is { Fit: ImageFit.Crop, CropShare: < 1 }
                ? FormattableString.Invariant($" of {preparation.CropShare}")
                : "";
            var fit = $"{EnumNames.ToKebabCase(preparation.Fit)}{crop}, {EnumNames.ToKebabCase(preparation.Interpolation)}";
            var channels = _input.Channels == 1 ? "grey" : preparation.ChannelOrder.ToString().ToUpperInvariant();
            var (low, high) = (preparation.Convert(0, 0), preparation.Convert(byte.MaxValue, 0));
            var values = _input.ElementType == TensorElementType.UInt8
                ? " 0 to 255"
                : FormattableString.Invariant($", the first channel from {low:0.###} to {high:0.###}");
            return $"{Name}: images at {_input.Width} × {_input.Height} ({fit}) as {_input.ElementName} {_input.Layout}, "
                + $"{channels}{values}; output {_output.Description}";
        }
    }

    /// <summary>
    /// Opens a model, and runs it a few times: to determine its output, and to see that an embedding depends on its image alone.
    /// </summary>
    /// <param name="path">
    /// The model, of opset and operators that the installed ONNX Runtime supports; weights in other files are looked for beside
    /// it.
    /// </param>
    /// <param name="options">How it is fed and what is taken from it; null for the defaults.</param>
    /// <exception cref="InvalidInputException">
    /// The file is not a complete ONNX model or lacks its weights, has another input than one tensor of images (batch × channels
    /// × height × width or batch × height × width × channels; 1 or 3 channels; float32, float16 or uint8), has no suitable
    /// output, or gives embeddings that depend on other images, on chance, or not on the image; or the installed ONNX Runtime
    /// lacks the device.
    /// </exception>
    /// <exception cref="InvalidOptionsException">Options are out of their bounds.</exception>
    public static OnnxEncoder Open(string path, OnnxEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new OnnxEncoderOptions();
        OptionFault.ThrowIfAny(options.Faults());
        var (sha256, external) = OnnxModelFile.Read(path);
        return new OnnxEncoder(path, options, sha256, external);
    }

    internal override EncodingBatch CreateBatch() => CreateTensor();

    /// <summary>Embeds the first images of an input tensor.</summary>
    internal void Run(OrtValue images, int count, Span<float> embeddings)
    {
        using var result = Call(images, _output.Name);
        _output.CopyEmbeddings(result, count, embeddings);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _session.Dispose();
        base.Dispose(disposing);
    }

    private OnnxBatch CreateTensor() => _input.ElementType switch
    {
        TensorElementType.UInt8 => Batch((v, _) => v),
        TensorElementType.Float16 => Batch((v, channel) => (Float16)(float)_options.Preparation.Convert(v, channel)),
        _ => Batch((v, channel) => (float)_options.Preparation.Convert(v, channel)),
    };

    private OnnxBatch<T> Batch<T>(Func<byte, int, T> convert) where T : unmanaged =>
        new(this, _input, _batch, _options.Preparation, convert);

    private OnnxOutput Probe(OnnxBatch batch, string output)
    {
        batch.Set(0, new RgbImage(1, 1, [0x80, 0x80, 0x80, 0xFF]));
        using var result = Call(batch.Tensor, output);
        return OnnxOutput.Read(result, output, _batch, _input, Name, _options);
    }

    private OrtValue Call(OrtValue images, string output)
    {
        try
        {
            using var run = new RunOptions();
            return _session.Run(run, [_input.Name], [images], [output])[0];
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException(
                $"{Name}: the model failed on an image of {_input.Width} × {_input.Height} ({OnnxSession.Reason(e)}). Check "
                + "`Size`, and that the model runs elsewhere.",
                e);
        }
    }

    private void RequireSuitableValues()
    {
        var preparation = _options.Preparation;
        if (_input.ElementType == TensorElementType.UInt8 && preparation.ChangesValues)
            throw new InvalidInputException(
                $"{Name}: the model takes bytes (uint8), which are passed unchanged. Leave out `PixelScale`, `Mean`, `Std` and "
                + "presets.");
        RequireSuitableCount(nameof(preparation.Mean), preparation.Mean);
        RequireSuitableCount(nameof(preparation.Std), preparation.Std);
    }

    private void RequireSuitableCount(string property, IReadOnlyList<double> values)
    {
        if (values.Count != 1 && values.Count != _input.Channels)
            throw new InvalidInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name}: `{property}` has {values.Count} values, but the model takes grey images. Expected one value."));
    }

    private SortedDictionary<string, string> DescribeSettings(IReadOnlyDictionary<string, string> external)
    {
        var preparation = _options.Preparation;
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["encoder"] = "onnx v1",
            ["model"] = Sha256,
            ["runtime"] = $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}",
            ["device"] = EnumNames.ToKebabCase(_options.Device),
            ["images"] = ImagesVersion,
            ["batch"] = _batch.ToString(CultureInfo.InvariantCulture),
            ["input"] = $"{_input.ElementName} {_input.Layout}, {_input.Channels} x {_input.Height} x {_input.Width}",
            ["resize"] = EnumNames.ToKebabCase(preparation.Fit),
            ["crop-share"] = preparation.CropShare.ToString("R", CultureInfo.InvariantCulture),
            ["interpolation"] = EnumNames.ToKebabCase(preparation.Interpolation),
            ["pixel-scale"] = preparation.PixelScale.ToString("R", CultureInfo.InvariantCulture),
            ["mean"] = ImagePreparation.Join(preparation.Mean),
            ["std"] = ImagePreparation.Join(preparation.Std),
            ["channel-order"] = EnumNames.ToKebabCase(preparation.ChannelOrder),
            ["output"] = _output.Name,
            ["pooling"] = EnumNames.ToKebabCase(_options.Pooling),
            ["normalize"] = _options.Normalize ? "true" : "false",
        };
        foreach (var (name, sha256) in external)
            settings[$"data {name}"] = sha256;
        return settings;
    }
}
