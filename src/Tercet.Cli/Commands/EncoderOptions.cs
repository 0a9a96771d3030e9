using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.Vision;

namespace Tercet.Cli.Commands;

/// <summary>The options of the encoder, the same in every command that embeds images or texts.</summary>
internal sealed class EncoderOptions
{
    private readonly Option<string> _encoder = OptionFactory.Text(
        "--encoder", "NAME|PATH",
        "Image encoder: hog (histograms of oriented gradients), pixels (the downscaled image), or an ONNX model "
            + "(.onnx file). Text encoder: the folder of a sentence-transformers model with its ONNX export.", "hog");

    private readonly Option<Preset?> _preset = OptionFactory.OptionalEnum<Preset>(
        "--preset",
        "Preprocessing of a family of models: imagenet (torchvision: centre crop 224 of 256, ImageNet's mean and standard "
        + "deviation), inception (Keras: stretched to 299, values in [-1, 1]), clip (centre crop 224, bicubic, CLIP's mean and "
        + "standard deviation). The options below override single settings. [default: stretched, values in [0, 1]]");

    private readonly Option<(int, int)?> _size = new("--size")
    {
        HelpName = "N|WxH",
        Description = "Width and height of the model's input, where the model leaves them open: 224, or 128x256.",
        CustomParser = ParseSize,
    };

    private readonly Option<ImageFit?> _resize = OptionFactory.OptionalEnum<ImageFit>(
        "--resize", "How an image is fitted to the model's input. One of stretch, crop (centre), pad (white border).");

    private readonly Option<double?> _cropShare = OptionFactory.OptionalNumber<double>(
        "--crop-share", "R", "For --resize crop: fraction of the resized image's shorter side that is kept, in (0, 1].");

    private readonly Option<Interpolation?> _interpolation = OptionFactory.OptionalEnum<Interpolation>(
        "--interpolation", "Resizing filter, with antialiasing. One of bilinear, bicubic.");

    private readonly Option<double?> _pixelScale = OptionFactory.OptionalNumber<double>(
        "--pixel-scale", "S", "Factor of the pixel values, which are 0 to 255. [default: 1/255]");

    private readonly Option<double[]?> _mean = Numbers(
        "--mean", "Mean to subtract after scaling: one number, or three, one per channel in the model's order.");

    private readonly Option<double[]?> _std = Numbers(
        "--std", "Standard deviation to divide by after that: one number, or three.");

    private readonly Option<ChannelOrder?> _channelOrder = OptionFactory.OptionalEnum<ChannelOrder>(
        "--channel-order", "rgb, or bgr for models converted from Caffe. [default: rgb]");

    private readonly Option<string?> _output = OptionFactory.OptionalText(
        "--output", "NAME", "Model output to use. [default: the only one, or the only one with one vector per image]");

    private readonly Option<Pooling> _pooling = OptionFactory.OfEnum(
        "--pooling", "For outputs with one vector per token: their mean, or the class token (the first).", Pooling.Mean);

    private readonly Option<bool> _normalize = OptionFactory.Switch("--normalize", "L2-normalise each embedding.");

    private readonly Option<Device> _device = OptionFactory.OfEnum(
        "--device", "Execution provider, where the installed ONNX Runtime has it.", Device.Cpu);

    private readonly ImageOptions _images = new();
    private readonly TextOptions _texts = new();

    /// <summary>The encoder, and how a model is fed.</summary>
    public Option[] Model => [_encoder, .. OnnxOnly];

    /// <summary>The images, whatever the encoder.</summary>
    public Option[] Images => _images.All;

    /// <summary>The texts, whatever the model.</summary>
    public Option[] Texts => _texts.All;

    private Option[] OnnxOnly =>
    [
        _preset, _size, _resize, _cropShare, _interpolation, _pixelScale, _mean, _std, _channelOrder, _output, _pooling,
        _normalize, _device,
    ];

    /// <summary>The names of specified options without effect where no image is read.</summary>
    public IEnumerable<string> Specified(ParseResult parsed) => parsed.Specified([.. Model, .. _images.OfImagesOnly]);

    /// <summary>Whether the encoder is one of texts.</summary>
    public bool IsTextModel(ParseResult parsed) => TextEncoding.IsTextModel(NameOf(parsed));

    /// <summary>The encoder's name.</summary>
    public string NameOf(ParseResult parsed) => parsed.GetRequiredValue(_encoder);

    /// <summary>Reads how texts are embedded.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Degree of parallelism.</param>
    /// <param name="ofImages">Other options of the command without effect on texts.</param>
    public TextEncoding ReadTexts(ParseResult parsed, int threads, params Option[] ofImages)
    {
        var name = NameOf(parsed);
        var faults = new UsageFaults();
        faults.Add(Misplaced(
            parsed.Specified([.. ofImages, .. OnnxOnly, .. _images.NotOfTexts]), "for images", $"the text model {name}", "an image encoder"));
        faults.Add(_images.Faults(parsed));
        var texts = _texts.Read(parsed);
        faults.Add(texts.Faults());
        faults.ThrowIfAny();
        return new TextEncoding
        {
            Encoder = name,
            Texts = texts,
            Options = new TextEmbedderOptions { MaxDegreeOfParallelism = threads, Cache = _images.ReadCache(parsed) },
        };
    }

    /// <summary>Reads how images are embedded.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Degree of parallelism.</param>
    /// <param name="ofTexts">Other options of the command without effect on images.</param>
    public ImageEncoding Read(ParseResult parsed, int threads, params Option[] ofTexts)
    {
        var name = NameOf(parsed);
        var preparation = ReadPreparation(parsed);
        RequireConsistent(parsed, name, preparation, ofTexts);
        return new ImageEncoding
        {
            Encoder = name,
            Size = parsed.GetValue(_size),
            IsPoolingSpecified = parsed.IsSpecified(_pooling),
            Onnx = new OnnxEncoderOptions
            {
                Preparation = preparation,
                Output = parsed.GetValue(_output),
                Pooling = parsed.GetValue(_pooling),
                Normalize = parsed.GetValue(_normalize),
                Device = parsed.GetValue(_device),
            },
            Options = _images.Read(parsed, threads),
        };
    }

    private void RequireConsistent(ParseResult parsed, string name, ImagePreparation preparation, Option[] ofTexts)
    {
        var faults = new UsageFaults();
        if (ImageEncoding.IsBuiltIn(name))
            faults.Add(Misplaced(parsed.Specified(OnnxOnly), "for an ONNX model", name, "a model"));
        faults.Add(Misplaced(parsed.Specified([.. ofTexts, .. Texts]), "for texts", name, "the folder of a text model"));
        faults.Add(_images.Faults(parsed));
        if (parsed.IsSpecified(_cropShare) && preparation.Fit != ImageFit.Crop)
            faults.Add("--crop-share applies to --resize crop only. Leave it out, or crop.");
        faults.ThrowIfAny();
    }

    private static IEnumerable<string> Misplaced(IEnumerable<string> options, string purpose, string encoder, string instead)
    {
        var specified = options.ToList();
        if (specified.Count > 0)
            yield return $"{string.Join(", ", specified)}: {purpose}, but --encoder is {encoder}. Leave "
                + $"{(specified.Count == 1 ? "it" : "them")} out, or name {instead}.";
    }

    private ImagePreparation ReadPreparation(ParseResult parsed)
    {
        var preset = parsed.GetValue(_preset) switch
        {
            Preset.Imagenet => ImagePreparation.ImageNet,
            Preset.Inception => ImagePreparation.Inception,
            Preset.Clip => ImagePreparation.Clip,
            _ => new ImagePreparation(),
        };
        return preset with
        {
            Size = parsed.GetValue(_size) ?? preset.Size,
            Fit = parsed.GetValue(_resize) ?? preset.Fit,
            CropShare = parsed.GetValue(_cropShare) ?? preset.CropShare,
            Interpolation = parsed.GetValue(_interpolation) ?? preset.Interpolation,
            PixelScale = parsed.GetValue(_pixelScale) ?? preset.PixelScale,
            Mean = parsed.GetValue(_mean) is { Length: > 0 } mean ? mean : preset.Mean,
            Std = parsed.GetValue(_std) is { Length: > 0 } std ? std : preset.Std,
            ChannelOrder = parsed.GetValue(_channelOrder) ?? preset.ChannelOrder,
        };
    }

    private static Option<double[]?> Numbers(string name, string description) => new(name)
    {
        HelpName = "A[,B,C]",
        Description = description,
        CustomParser = result => ParseNumbers(result, name),
    };

    private static double[]? ParseNumbers(ArgumentResult result, string name)
    {
        var parts = result.Tokens[0].Value.Split(',');
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                continue;
            result.AddError(
                $"{name} is '{result.Tokens[0].Value}'; expected numbers with decimal points, separated by commas, "
                + "such as 0.485,0.456,0.406.");
            return null;
        }
        return numbers;
    }

    private static (int, int)? ParseSize(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split('x');
        if (parts.Length <= 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var height))
            return (width, height);
        result.AddError($"--size is '{text}'; expected pixels, such as 224, or width by height, such as 128x256.");
        return null;
    }

    private enum Preset
    {
        Imagenet,
        Inception,
        Clip,
    }
}
