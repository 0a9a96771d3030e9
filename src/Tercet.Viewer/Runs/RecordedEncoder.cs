using System.Globalization;
using Tercet.CommandLine.Data;
using Tercet.Vision;

namespace Tercet.Viewer.Runs;

/// <summary>Opens the encoder of a run as its manifest describes it, so that embeddings come from the cache, or are recomputed.</summary>
public static class RecordedEncoder
{
    /// <summary>How the images of a run were embedded.</summary>
    public static ImageEncoding OfImages(ManifestEncoder encoder, ImageEmbedderOptions options)
    {
        if (ImageEncoding.IsBuiltIn(encoder.Name))
            return new ImageEncoding { Encoder = encoder.Name, Options = options };
        var settings = encoder.Settings;
        var preparation = new ImagePreparation
        {
            Size = SizeOf(settings),
            Fit = EnumOf(settings, "resize", ImageFit.Stretch),
            CropShare = Numbers(settings, "crop-share", 1)[0],
            Interpolation = EnumOf(settings, "interpolation", Interpolation.Bilinear),
            PixelScale = Numbers(settings, "pixel-scale", 1.0 / byte.MaxValue)[0],
            Mean = Numbers(settings, "mean", 0),
            Std = Numbers(settings, "std", 1),
            ChannelOrder = EnumOf(settings, "channel-order", ChannelOrder.Rgb),
        };
        var onnx = new OnnxEncoderOptions
        {
            Preparation = preparation,
            Output = settings.GetValueOrDefault("output"),
            Pooling = EnumOf(settings, "pooling", Pooling.Mean),
            Normalize = settings.GetValueOrDefault("normalize") == "true",
            Device = EnumOf(settings, "device", Device.Cpu),
        };
        return new ImageEncoding { Encoder = encoder.Name, Onnx = onnx, Options = options };
    }

    /// <summary>How the texts of a run were embedded.</summary>
    public static TextEncoding OfTexts(ManifestEncoder encoder, string? cache)
    {
        var maxTokens = int.TryParse(encoder.Settings.GetValueOrDefault("max-tokens"), CultureInfo.InvariantCulture, out var number)
            ? number
            : (int?)null;
        return new TextEncoding
        {
            Encoder = encoder.Name,
            Texts = new TextEncoderOptions { Prompt = encoder.Settings.GetValueOrDefault("prompt"), MaxTokens = maxTokens },
            Options = new TextEmbedderOptions { Cache = cache },
        };
    }

    /// <summary>Refuses an encoder that would give other embeddings than those of the run.</summary>
    /// <exception cref="InvalidInputException">It is another one.</exception>
    public static void RequireSame(ManifestEncoder recorded, string fingerprint)
    {
        if (recorded.Fingerprint != fingerprint)
            throw new InvalidInputException(
                $"{recorded.Name}: it gives other embeddings now than when the run was mined. Give those of the run with --embeddings.");
    }

    /// <summary>The input size, which ends such as <c>3 x 224 x 224</c>, height first.</summary>
    private static (int Width, int Height)? SizeOf(IReadOnlyDictionary<string, string> settings)
    {
        var sides = settings.GetValueOrDefault("input", "").Split(" x ");
        return sides.Length == 3 && int.TryParse(sides[1], CultureInfo.InvariantCulture, out var height)
            && int.TryParse(sides[2], CultureInfo.InvariantCulture, out var width) ? (width, height) : null;
    }

    private static T EnumOf<T>(IReadOnlyDictionary<string, string> settings, string name, T value) where T : struct, Enum =>
        EnumNames.Parse<T>(settings.GetValueOrDefault(name, "")) ?? value;

    private static double[] Numbers(IReadOnlyDictionary<string, string> settings, string name, double value)
    {
        var parts = settings.GetValueOrDefault(name, "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && Array.TrueForAll(parts, part => double.TryParse(part, CultureInfo.InvariantCulture, out _))
            ? [.. parts.Select(part => double.Parse(part, CultureInfo.InvariantCulture))]
            : [value];
    }
}
