using System.Globalization;

namespace Tercet.Vision;

/// <summary>
/// How an image becomes a model's input: resized according to <see cref="Fit"/>, then each channel value v in [0, 255] becomes
/// (v · <see cref="PixelScale"/> − <see cref="Mean"/>) / <see cref="Std"/>.
/// </summary>
/// <example><code>
/// var preparation = ImagePreparation.ImageNet with { Size = (384, 384), CropShare = 1, Interpolation = Interpolation.Bicubic };
/// using var encoder = OnnxEncoder.Open("vit.onnx", new() { Preparation = preparation, Pooling = Pooling.Cls });
/// </code></example>
public sealed record ImagePreparation
{
    private const int MaxSide = 8192;

    /// <summary>torchvision's for ImageNet: centre crop 224 of 256, bilinear, mean and standard deviation of ImageNet.</summary>
    public static ImagePreparation ImageNet { get; } = new()
    {
        Size = (224, 224),
        Fit = ImageFit.Crop,
        CropShare = 0.875,
        Mean = [0.485, 0.456, 0.406],
        Std = [0.229, 0.224, 0.225],
    };

    /// <summary>Keras' for InceptionV3 and similar models: stretched to 299 × 299, bilinear, values in [−1, 1].</summary>
    public static ImagePreparation Inception { get; } = new() { Size = (299, 299), Mean = [0.5], Std = [0.5] };

    /// <summary>
    /// OpenAI's for CLIP: shorter side resized to 224, centre crop 224, bicubic, mean and standard deviation of its training set.
    /// </summary>
    public static ImagePreparation Clip { get; } = new()
    {
        Size = (224, 224),
        Fit = ImageFit.Crop,
        Interpolation = Interpolation.Bicubic,
        Mean = [0.48145466, 0.4578275, 0.40821073],
        Std = [0.26862954, 0.26130258, 0.27577711],
    };

    /// <summary>
    /// Width and height in pixels, in [1, 8192] each, for a model with a dynamic input size; no effect on a model with a fixed
    /// one. Default null: the model has to fix them.
    /// </summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>How the image is resized to the input size. Default <see cref="ImageFit.Stretch"/>.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Stretch;

    /// <summary>
    /// For <see cref="ImageFit.Crop"/>: the fraction of the resized image's shorter side that is kept, in (0, 1]. Default 1.
    /// </summary>
    public double CropShare { get; init; } = 1;

    /// <summary>The resampling filter. Default <see cref="Interpolation.Bilinear"/>.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>The factor of all channel values, applied first; finite, not 0. Default 1/255.</summary>
    public double PixelScale { get; init; } = 1.0 / byte.MaxValue;

    /// <summary>Subtracted next: one finite value, or one per channel in the model's order. Default 0.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0];

    /// <summary>
    /// The divisor, applied last: one finite value other than 0, or one per channel in the model's order. Default 1.
    /// </summary>
    public IReadOnlyList<double> Std { get; init; } = [1];

    /// <summary>The order of the channels. Default <see cref="ChannelOrder.Rgb"/>.</summary>
    public ChannelOrder ChannelOrder { get; init; } = ChannelOrder.Rgb;

    /// <summary>Whether values are changed at all; a model of bytes takes them unchanged.</summary>
    internal bool ChangesValues => PixelScale != 1.0 / byte.MaxValue || Mean.Any(mean => mean != 0) || Std.Any(std => std != 1);

    /// <summary>Every option that is out of its bounds; empty if all are valid.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (Size is { } size && (size.Width is < 1 or > MaxSide || size.Height is < 1 or > MaxSide))
            yield return new OptionFault(
                nameof(Size), $"is {size.Width}x{size.Height}; expected a width and height in [1, {MaxSide}].");
        if (CropShare is not (> 0 and <= 1))
            yield return new OptionFault(nameof(CropShare), $"is {CropShare}; expected a number in (0, 1].");
        if (PixelScale == 0 || !double.IsFinite(PixelScale))
            yield return new OptionFault(
                nameof(PixelScale), $"is {PixelScale}; expected a number other than 0, such as 1 or 0.00392.");
        if (Mean.Count is not (1 or 3) || Mean.Any(mean => !double.IsFinite(mean)))
            yield return new OptionFault(nameof(Mean), $"is {Join(Mean)}; expected one number, or three, one per channel.");
        if (Std.Count is not (1 or 3) || Std.Any(std => std == 0 || !double.IsFinite(std)))
            yield return new OptionFault(
                nameof(Std), $"is {Join(Std)}; expected one number, or three, one per channel, none of them 0.");
    }

    /// <summary>The model's input for the value v of a channel.</summary>
    internal double Convert(byte v, int channel) => (v * PixelScale - At(Mean, channel)) / At(Std, channel);

    internal static string Join(IEnumerable<double> values) =>
        string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static double At(IReadOnlyList<double> values, int channel) => values.Count == 1 ? values[0] : values[channel];
}
