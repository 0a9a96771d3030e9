using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Tercet.Vision.Encoders;

namespace Tercet.Vision.Onnx;

/// <summary>
/// An image model in ONNX, run by ONNX Runtime. Layout, size, element type and batch size are read from the model. On the
/// processor each image is a call of its own, on one thread: as many calls run at once as there are threads, which is as fast as
/// batches, and an embedding does not depend on which images stood beside it.
/// </summary>
public sealed class OnnxEncoder : ImageEncoder
{
    private const int BatchOfAccelerators = 16;

    private readonly OnnxEncoderOptions _options;
    private readonly InferenceSession _session;
    private readonly OnnxInput _input;
    private readonly OnnxOutput _output;
    private readonly int _batch;

    private OnnxEncoder(string path, OnnxEncoderOptions options, string sha256, IReadOnlyDictionary<string, string> external) : base(path)
    {
        _options = options;
        Sha256 = sha256;
        _session = OnnxSession.Open(path, options.Device);
        try
        {
            _input = OnnxInput.Of(_session, path, options.Preparation);
            RequireFittingValues();
            _batch = _input.Batch ?? (options.Device == Device.Cpu ? 1 : BatchOfAccelerators);
            _output = Probe(OnnxOutput.Choose(_session, path, options.Output));
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

    /// <summary>Width and height in pixels of the images that the model is given.</summary>
    public (int Width, int Height) InputSize => (_input.Width, _input.Height);

    /// <summary>Whether the output is one vector a token, so that <see cref="OnnxEncoderOptions.Pooling"/> matters.</summary>
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
            var fit = EnumNames.ToKebabCase(preparation.Fit) + (preparation is { Fit: Images.ImageFit.Crop, CropShare: < 1 } ? FormattableString.Invariant($" of {preparation.CropShare}") : "");
            var values = FormattableString.Invariant($"{preparation.Convert(0, 0):0.###} to {preparation.Convert(byte.MaxValue, 0):0.###}");
            return $"{Name}: images at {_input.Width} × {_input.Height} ({fit}, {EnumNames.ToKebabCase(preparation.Interpolation)}) as {_input.ElementName} {_input.Layout}, "
                + $"{(_input.Channels == 1 ? "grey" : preparation.ChannelOrder.ToString().ToUpperInvariant())}"
                + $"{(_input.ElementType == TensorElementType.UInt8 ? " 0 to 255" : $", the first channel from {values}")}; output {_output.Description}";
        }
    }

    /// <summary>Opens a model, and runs it once to see what it gives.</summary>
    /// <param name="path">The model.</param>
    /// <param name="options">How it is fed and what is taken; null for the defaults.</param>
    /// <exception cref="InvalidInputException">
    /// The file is no ONNX model or lacks its data, takes no single tensor of images, or has no such output; or the installed
    /// runtime lacks the device.
    /// </exception>
    /// <exception cref="InvalidOptionsException">A bound of the options does not hold.</exception>
    public static OnnxEncoder Open(string path, OnnxEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new OnnxEncoderOptions();
        options.Validate();
        var (sha256, external) = OnnxModelFile.Read(path);
        return new OnnxEncoder(path, options, sha256, external);
    }

    internal override EncodingBatch CreateBatch() => CreateTensor();

    private OnnxBatch CreateTensor() => _input.ElementType switch
    {
        TensorElementType.UInt8 => Batch((v, _) => v),
        TensorElementType.Float16 => Batch((v, channel) => (Float16)(float)_options.Preparation.Convert(v, channel)),
        _ => Batch((v, channel) => (float)_options.Preparation.Convert(v, channel)),
    };

    /// <summary>Embeds the first images of an input tensor.</summary>
    internal void Run(OrtValue images, int count, Span<float> embeddings, Func<int, string> nameImage)
    {
        using var result = Call(images, _output.Name);
        _output.Read(result, count, embeddings);
        for (var i = 0; i < count * Dimensions; i++)
        {
            if (!float.IsFinite(embeddings[i]))
                throw new InvalidInputException(
                    $"{Name}: the model gave {(float.IsNaN(embeddings[i]) ? "NaN" : "an infinite value")} for {nameImage(i / Dimensions)}. Check that values are prepared as in training (--preset, --mean, --std, --pixel-scale) and, for float16, do not overflow.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _session.Dispose();
        base.Dispose(disposing);
    }

    private OnnxBatch<T> Batch<T>(Func<byte, int, T> convert) where T : unmanaged => new(this, _input, _batch, _options.Preparation, convert);

    private OnnxOutput Probe(string output)
    {
        using var batch = CreateTensor();
        batch.Set(0, new Images.RgbImage(1, 1, [0x80, 0x80, 0x80, 0xFF]));
        using var result = Call(batch.Tensor, output);
        return OnnxOutput.Of(result, output, _batch, _input, Name, _options);
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
            throw new InvalidInputException($"{Name}: the model failed on an image of {_input.Width} × {_input.Height} ({OnnxSession.Reason(e)}). Check --size, and that the model runs elsewhere.", e);
        }
    }

    private void RequireFittingValues()
    {
        var preparation = _options.Preparation;
        if (_input.ElementType == TensorElementType.UInt8 && preparation.ChangesValues)
            throw new InvalidInputException($"{Name}: the model takes bytes (uint8), which are given as they are. Leave --pixel-scale, --mean, --std and presets out.");
        foreach (var (option, values) in new[] { ("--mean", preparation.Mean), ("--std", preparation.Std) })
        {
            if (values.Count != 1 && values.Count != _input.Channels)
                throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture,
                    $"{Name}: {option} has {values.Count} values, but the model takes images of {_input.Channels} channel (grey). Expected one value."));
        }
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
            ["pixel-scale"] = preparation.Scale.ToString("R", CultureInfo.InvariantCulture),
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
