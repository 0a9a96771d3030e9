using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.Train.Encoders;

namespace Tercet.Train.Commands;

/// <summary>The options of the encoder that is trained.</summary>
internal sealed class NetworkOptions
{
    private static readonly EncoderChoice Default = new() { Kind = EncoderKind.CnnSmall };

    private readonly Option<EncoderKind?> _encoder = OptionFactory.OptionalEnum<EncoderKind>(
        "--encoder",
        "The encoder to train. One of cnn-small (three convolutions), resnet18, head (one or two layers on --embeddings of a "
        + "frozen model). [default: head with --embeddings, else cnn-small]");

    private readonly Option<int> _size = OptionFactory.Number(
        "--size", "N", "For images: width and height that they are stretched to, 8 or more, 32 or more for "
            + "resnet18.", Default.Size);

    private readonly Option<bool> _color = OptionFactory.Switch("--color", "For images: in colour rather than grey.");

    private readonly Option<int> _dimensions = OptionFactory.Number(
        "--dimensions", "N", "Components of an embedding, 1 or more.", Default.Dimensions);

    private readonly Option<int> _hidden = OptionFactory.Number(
        "--hidden", "N", "For a head: units of a hidden layer, 0 for none.", Default.Hidden);

    private readonly Option<string?> _weights = OptionFactory.OptionalText(
        "--weights", "FILE", "For resnet18: pretrained weights to start from, .safetensors with torchvision's names.");

    public Option[] All => [_encoder, _weights, _size, _color, _dimensions, _hidden];

    public EncoderChoice Read(ParseResult parsed, bool embeddings) => new()
    {
        Kind = parsed.GetValue(_encoder) ?? (embeddings ? EncoderKind.Head : EncoderKind.CnnSmall),
        Size = parsed.GetValue(_size),
        Color = parsed.GetValue(_color),
        Dimensions = parsed.GetValue(_dimensions),
        Hidden = parsed.GetValue(_hidden),
        Weights = parsed.GetValue(_weights),
    };

    /// <summary>Adds what contradicts itself.</summary>
    public void AddFaults(ParseResult parsed, bool embeddings, UsageFaults faults)
    {
        var choice = Read(parsed, embeddings);
        var kind = EnumNames.ToKebabCase(choice.Kind);
        if (choice.TakesImages && embeddings)
        {
            faults.Add(
                $"--encoder is {kind}, which takes images, but --embeddings are given. Leave out one or the other; a head is "
                + "trained on embeddings.");
        }
        if (!choice.TakesImages && !embeddings)
        {
            faults.Add(
                "--encoder is head, which takes embeddings. Give them with --embeddings ('tercet encode' makes them from "
                + "images), or train cnn-small or resnet18.");
        }
        foreach (var name in parsed.Specified(choice.TakesImages ? [_hidden] : [_size, _color]))
        {
            var scope = choice.TakesImages ? "a head" : "encoders of images";
            faults.Add($"{name} applies to {scope} only, but --encoder is {kind}. Leave it out.");
        }
        faults.Add(choice.Faults());
    }
}
