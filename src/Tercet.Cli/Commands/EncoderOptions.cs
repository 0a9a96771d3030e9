using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine;
using Tercet.Vision.Images;
using Tercet.Vision.Onnx;

namespace Tercet.Cli.Commands;

/// <summary>The options that say how images become embeddings, the same for every command that reads images.</summary>
internal sealed class EncoderOptions
{
    private readonly Option<string> _encoder = OptionFactory.Text("--encoder", "NAME|FILE", "What embeds an image: hog (shapes by their edges), pixels (the image itself, small), or a model as an .onnx file.", "hog");
    private readonly Option<Preset?> _preset = OptionFactory.OptionalEnum<Preset>("--preset", "How a family of models was trained: imagenet (torchvision: the middle 224 of 256, ImageNet's mean and deviation), inception (Keras: stretched to 299, values -1 to 1), clip (the middle 224, bicubic, CLIP's mean and deviation). The options below change single points. [default: stretched, values 0 to 1]");
    private readonly Option<(int, int)?> _size = new("--size") { HelpName = "N|WxH", Description = "Width and height of the images, where the model leaves them open: 224, or 128x256.", CustomParser = ParseSize };
    private readonly Option<ImageFit?> _resize = OptionFactory.OptionalEnum<ImageFit>("--resize", "How an image is brought to the model's shape. One of stretch, crop (the middle), pad (white around).");
    private readonly Option<double?> _cropShare = OptionFactory.OptionalNumber<double>("--crop-share", "R", "For crop: the part of the resized image's shorter side that is kept, above 0 to 1.");
    private readonly Option<Interpolation?> _interpolation = OptionFactory.OptionalEnum<Interpolation>("--interpolation", "The resizing filter, with antialiasing. One of bilinear, bicubic.");
    private readonly Option<double?> _scale = OptionFactory.OptionalNumber<double>("--pixel-scale", "S", "Pixel values of 0 to 255 are multiplied by this. [default: 1/255]");
    private readonly Option<double[]?> _mean = Numbers("--mean", "Then this is subtracted: one number, or three, one a channel in the model's order.");
    private readonly Option<double[]?> _std = Numbers("--std", "Then divided by this: one number, or three.");
    private readonly Option<ChannelOrder?> _channelOrder = OptionFactory.OptionalEnum<ChannelOrder>("--channel-order", "rgb, or bgr for models that come from Caffe. [default: rgb]");
    private readonly Option<string?> _output = new("--output") { HelpName = "NAME", Description = "The model's output to take. [default: the only one, or the only one of one vector an image]" };
    private readonly Option<Pooling> _pool = OptionFactory.OfEnum("--pooling", "For an output of one vector a token: their mean, or the class token, which is the first.", Pooling.Mean);
    private readonly Option<bool> _normalize = new("--normalize") { Description = "Scale each embedding to unit length." };
    private readonly Option<Device> _device = OptionFactory.OfEnum("--device", "What runs the model, where the installed ONNX Runtime can.", Device.Cpu);

    private readonly ImageOptions _images = new();

    /// <summary>The encoder, and how a model is fed.</summary>
    public Option[] Model => [_encoder, .. OnnxOnly];

    /// <summary>The images, whatever the encoder.</summary>
    public Option[] Images => _images.All;

    private Option[] OnnxOnly => [_preset, _size, _resize, _cropShare, _interpolation, _scale, _mean, _std, _channelOrder, _output, _pool, _normalize, _device];

    /// <summary>The names of the options that were given and concern images only.</summary>
    public IEnumerable<string> Given(ParseResult parsed) => parsed.Specified([.. Model, .. _images.OfImagesOnly]);

    public ImageEncoding Read(ParseResult parsed, int threads)
    {
        var name = parsed.GetRequiredValue(_encoder);
        var faults = new List<string>();
        if (ImageEncoding.IsBuiltIn(name) && parsed.Specified(OnnxOnly).ToList() is { Count: > 0 } given)
            faults.Add($"{string.Join(", ", given)}: for an ONNX model, but --encoder is {name}. Leave {(given.Count == 1 ? "it" : "them")} out, or name a model.");
        faults.AddRange(_images.Faults(parsed));
        var preparation = ReadPreparation(parsed);
        if (parsed.GetValue(_cropShare) is not null && preparation.Fit != ImageFit.Crop)
            faults.Add("--crop-share is for --resize crop. Leave it out, or crop.");
        if (faults.Count > 0)
            throw new UsageException(faults);
        return new ImageEncoding
        {
            Encoder = name,
            Size = parsed.GetValue(_size),
            PoolingGiven = parsed.Specified([_pool]).Any(),
            Onnx = new OnnxEncoderOptions
            {
                Preparation = preparation,
                Output = parsed.GetValue(_output),
                Pooling = parsed.GetValue(_pool),
                Normalize = parsed.GetValue(_normalize),
                Device = parsed.GetValue(_device),
            },
            Options = _images.Read(parsed, threads),
        };
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
            Scale = parsed.GetValue(_scale) ?? preset.Scale,
            Mean = parsed.GetValue(_mean) is { Length: > 0 } mean ? mean : preset.Mean,
            Std = parsed.GetValue(_std) is { Length: > 0 } std ? std : preset.Std,
            ChannelOrder = parsed.GetValue(_channelOrder) ?? preset.ChannelOrder,
        };
    }

    private static Option<double[]?> Numbers(string name, string description) => new(name)
    {
        HelpName = "A[,B,C]",
        Description = description,
        CustomParser = result =>
        {
            var parts = result.Tokens[0].Value.Split(',');
            var numbers = new double[parts.Length];
            for (var i = 0; i < parts.Length; i++)
            {
                if (double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                    continue;
                result.AddError($"{name} is '{result.Tokens[0].Value}'; expected numbers with decimal points, separated by commas, such as 0.485,0.456,0.406.");
                return null;
            }
            return numbers;
        },
    };

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
