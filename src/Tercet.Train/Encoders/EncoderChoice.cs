using System.Text.Json.Serialization;
using Tercet.Torch.Encoders;

namespace Tercet.Train.Encoders;

/// <summary>Which encoder is trained, and how large it is.</summary>
internal sealed record EncoderChoice
{
    /// <summary>The most values that a row of inputs may have.</summary>
    private const int MostValues = 1 << 16;

    public required EncoderKind Kind { get; init; }

    /// <summary>Pixels of an image each way; of no use for a head.</summary>
    public int Size { get; init; } = 32;

    /// <summary>Whether images are in colour.</summary>
    public bool Color { get; init; }

    /// <summary>Components of an embedding.</summary>
    public int Dimensions { get; init; } = 64;

    /// <summary>Units of a head's hidden layer; 0 for none.</summary>
    public int Hidden { get; init; }

    [JsonIgnore]
    public bool TakesImages => Kind != EncoderKind.Head;

    /// <summary>Builds it, with the weights of a seed.</summary>
    /// <param name="inputLength">Values of a row of inputs.</param>
    /// <param name="seed">The seed.</param>
    public Encoder Create(int inputLength, ulong seed)
    {
        var shape = new ImageShape(Color ? 3 : 1, Size, Size);
        return Kind switch
        {
            EncoderKind.CnnSmall => new SmallCnn(shape, Dimensions, seed),
            EncoderKind.Resnet18 => new ResNet18(shape, Dimensions, seed),
            _ => new Head(inputLength, Dimensions, Hidden, seed),
        };
    }

    /// <summary>Every fault of the choice, in words; empty where there is none.</summary>
    public IEnumerable<string> Faults()
    {
        var least = Kind == EncoderKind.Resnet18 ? 32 : 8;
        if (TakesImages && Size < least)
            yield return FormattableString.Invariant($"--size is {Size}; expected {least} or more for {EnumNames.ToKebabCase(Kind)}.");
        if (TakesImages && (long)Size * Size * (Color ? 3 : 1) > MostValues)
            yield return FormattableString.Invariant($"--size is {Size}{(Color ? " with --color" : "")}; expected at most {(int)Math.Sqrt(MostValues / (Color ? 3 : 1))}, which makes {MostValues:N0} values an image.");
        if (Dimensions is < 1 or > MostValues)
            yield return FormattableString.Invariant($"--dimensions is {Dimensions}; expected 1 to {MostValues}.");
        if (Hidden < 0)
            yield return FormattableString.Invariant($"--hidden is {Hidden}; expected 0 (no hidden layer) or more.");
    }
}
