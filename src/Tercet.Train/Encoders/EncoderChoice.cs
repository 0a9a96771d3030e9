using System.Text.Json.Serialization;
using Tercet.Torch.Encoders;

namespace Tercet.Train.Encoders;

/// <summary>Which encoder is trained, and its size.</summary>
internal sealed record EncoderChoice
{
    /// <summary>Maximum number of values per row of inputs.</summary>
    private const int MaxValues = 1 << 16;

    public required EncoderKind Kind { get; init; }

    /// <summary>Width and height of an image in pixels; no effect on a head.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Whether images are in colour.</summary>
    public bool Color { get; init; }

    /// <summary>Components of an embedding.</summary>
    public int Dimensions { get; init; } = 64;

    /// <summary>Units of a head's hidden layer; 0 for none.</summary>
    public int Hidden { get; init; }

    /// <summary>Pretrained weights to start from; null for random ones. The record has the file among the inputs.</summary>
    [JsonIgnore]
    public string? Weights { get; init; }

    [JsonIgnore]
    public bool TakesImages => Kind != EncoderKind.Head;

    private int Channels => Color ? 3 : 1;

    /// <summary>Creates the encoder with the weights of a seed.</summary>
    /// <param name="inputLength">Values per row of inputs.</param>
    /// <param name="seed">The seed.</param>
    public Encoder Create(int inputLength, ulong seed)
    {
        var shape = new ImageShape(Channels, Size, Size);
        Encoder encoder = Kind switch
        {
            EncoderKind.CnnSmall => new SmallCnn(shape, Dimensions, seed),
            EncoderKind.Resnet18 => new ResNet18(shape, Dimensions, seed),
            _ => new Head(inputLength, Dimensions, Hidden, seed),
        };
        if (Weights is not null)
            ((ResNet18)encoder).LoadWeights(Weights);
        return encoder;
    }

    /// <summary>Every fault of the choice; empty where there is none.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        var least = Kind == EncoderKind.Resnet18 ? 32 : 8;
        if (TakesImages && Size < least)
            yield return new OptionFault(nameof(Size), $"is {Size}; expected {least} or more for {EnumNames.ToKebabCase(Kind)}.");
        if (TakesImages && (long)Size * Size * Channels > MaxValues)
        {
            var most = (int)Math.Sqrt(MaxValues / Channels);
            yield return new OptionFault(
                nameof(Size),
                $"is {Size}{(Color ? " with `Color`" : "")}; expected at most {most}, or {MaxValues:N0} values per image.");
        }
        if (Dimensions is < 1 or > MaxValues)
            yield return new OptionFault(nameof(Dimensions), $"is {Dimensions}; expected 1 to {MaxValues}.");
        if (Weights is not null && Kind != EncoderKind.Resnet18)
            yield return new OptionFault(nameof(Weights), $"is for resnet18, but the encoder is {EnumNames.ToKebabCase(Kind)}.");
        if (Weights is not null && !File.Exists(Weights))
            yield return new OptionFault(nameof(Weights), $"is {Weights}: no such file. Expected a .safetensors file.");
        if (Hidden < 0)
            yield return new OptionFault(nameof(Hidden), $"is {Hidden}; expected 0 (no hidden layer) or more.");
    }
}
