using System.Globalization;
using Tercet.Vision.Images;

namespace Tercet.Vision.Onnx;

/// <summary>
/// How an image becomes a model's input: resized by <see cref="Fit"/>, then each channel's value v of 0 to 255 becomes
/// (v · scale − mean) / std.
/// </summary>
public sealed record ImagePreparation
{
    /// <summary>torchvision's for ImageNet: the middle 224 of 256, bilinear, mean and deviation of ImageNet.</summary>
    public static ImagePreparation ImageNet { get; } = new()
    {
        Size = (224, 224),
        Fit = ImageFit.Crop,
        CropShare = 0.875,
        Mean = [0.485, 0.456, 0.406],
        Std = [0.229, 0.224, 0.225],
    };

    /// <summary>Keras's for InceptionV3 and its like: stretched to 299, bilinear, values from −1 to 1.</summary>
    public static ImagePreparation Inception { get; } = new() { Size = (299, 299), Mean = [0.5], Std = [0.5] };

    /// <summary>That of OpenAI's CLIP: the middle 224 of 224, bicubic, mean and deviation of its training set.</summary>
    public static ImagePreparation Clip { get; } = new()
    {
        Size = (224, 224),
        Fit = ImageFit.Crop,
        Interpolation = Interpolation.Bicubic,
        Mean = [0.48145466, 0.4578275, 0.40821073],
        Std = [0.26862954, 0.26130258, 0.27577711],
    };

    /// <summary>Width and height in pixels, 1 to 8,192 each, for a model that leaves them open; not used where the model fixes them.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>How the image is brought to the model's shape. Default stretch.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Stretch;

    /// <summary>For <see cref="ImageFit.Crop"/>: the part of the resized image's shorter side that is kept, above 0 to 1. Default 1.</summary>
    public double CropShare { get; init; } = 1;

    /// <summary>The resizing filter. Default bilinear.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>What values are multiplied by first; finite, not 0. Default 1/255.</summary>
    public double Scale { get; init; } = 1.0 / byte.MaxValue;

    /// <summary>Then subtracted: one value, or one for each channel in the model's order. Default 0.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0];

    /// <summary>Then divided by; as <see cref="Mean"/>, none 0. Default 1.</summary>
    public IReadOnlyList<double> Std { get; init; } = [1];

    /// <summary>The order of the channels. Default RGB.</summary>
    public ChannelOrder ChannelOrder { get; init; } = ChannelOrder.Rgb;

    /// <summary>Whether values are changed at all; a model of bytes takes them as they are.</summary>
    internal bool ChangesValues => Scale != 1.0 / byte.MaxValue || Mean.Any(mean => mean != 0) || Std.Any(std => std != 1);

    /// <summary>What the value v of a channel becomes.</summary>
    internal double Convert(byte v, int channel) => (v * Scale - At(Mean, channel)) / At(Std, channel);

    internal void Validate(List<string> faults)
    {
        if (Size is { } size && (size.Width is < 1 or > 8192 || size.Height is < 1 or > 8192))
            faults.Add(FormattableString.Invariant($"--size is {size.Width}x{size.Height}; expected 1 to 8192 each way."));
        if (CropShare is not (> 0 and <= 1))
            faults.Add(FormattableString.Invariant($"--crop-share is {CropShare}; expected above 0 to 1."));
        if (Scale == 0 || !double.IsFinite(Scale))
            faults.Add(FormattableString.Invariant($"--pixel-scale is {Scale}; expected a number other than 0, such as 1 or 0.00392."));
        if (Mean.Count is not (1 or 3) || Mean.Any(mean => !double.IsFinite(mean)))
            faults.Add($"--mean is {Join(Mean)}; expected one number, or three, one a channel.");
        if (Std.Count is not (1 or 3) || Std.Any(std => std == 0 || !double.IsFinite(std)))
            faults.Add($"--std is {Join(Std)}; expected one number, or three, one a channel, none of them 0.");
    }

    internal static string Join(IEnumerable<double> values) => string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static double At(IReadOnlyList<double> values, int channel) => values.Count == 1 ? values[0] : values[channel];
}
