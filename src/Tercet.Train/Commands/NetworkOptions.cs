using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;
using Tercet.Train.Encoders;

namespace Tercet.Train.Commands;

/// <summary>The options that say which encoder is trained, and on what.</summary>
internal sealed class NetworkOptions
{
    private static readonly EncoderChoice Default = new() { Kind = EncoderKind.CnnSmall };

    private readonly Option<EncoderKind?> _encoder = OptionFactory.OptionalEnum<EncoderKind>("--encoder", "What is trained. One of cnn-small (three convolutions), resnet18, head (a layer or two on --embeddings of a frozen model). [default: head with --embeddings, else cnn-small]");
    private readonly Option<int> _size = OptionFactory.Number("--size", "N", "For images: pixels each way that they are stretched to, 8 or more, 32 or more for resnet18.", Default.Size);
    private readonly Option<bool> _color = new("--color") { Description = "For images: in colour, not grey." };
    private readonly Option<int> _dimensions = OptionFactory.Number("--dimensions", "N", "Components of an embedding, 1 or more.", Default.Dimensions);
    private readonly Option<int> _hidden = OptionFactory.Number("--hidden", "N", "For a head: units of a hidden layer, 0 for none.", Default.Hidden);

    public Option[] All => [_encoder, _size, _color, _dimensions, _hidden];

    public EncoderChoice Read(ParseResult parsed, bool embeddings) => new()
    {
        Kind = parsed.GetValue(_encoder) ?? (embeddings ? EncoderKind.Head : EncoderKind.CnnSmall),
        Size = parsed.GetValue(_size),
        Color = parsed.GetValue(_color),
        Dimensions = parsed.GetValue(_dimensions),
        Hidden = parsed.GetValue(_hidden),
    };

    /// <summary>What contradicts itself, in words.</summary>
    public IEnumerable<string> Faults(ParseResult parsed, bool embeddings)
    {
        var choice = Read(parsed, embeddings);
        if (choice.TakesImages && embeddings)
            yield return $"--encoder is {EnumNames.ToKebabCase(choice.Kind)}, which takes images, but --embeddings are given. Leave out one or the other; a head is trained on embeddings.";
        if (!choice.TakesImages && !embeddings)
            yield return "--encoder is head, which takes embeddings. Give them with --embeddings ('tercet encode' makes them from images), or train cnn-small or resnet18.";
        foreach (var name in parsed.Specified(choice.TakesImages ? [_hidden] : [_size, _color]))
            yield return $"{name} is for {(choice.TakesImages ? "a head" : "encoders of images")}, but --encoder is {EnumNames.ToKebabCase(choice.Kind)}. Leave it out.";
        foreach (var fault in choice.Faults())
            yield return fault;
    }
}
