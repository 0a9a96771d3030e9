using System.CommandLine;
using Tercet.Vision;

namespace Tercet.CommandLine.Options;

/// <summary>The options of text encoders.</summary>
public sealed class TextOptions
{
    private readonly Option<string?> _prompt = OptionFactory.OptionalText(
        "--prompt", "TEXT", "Text model: a string put before each text, such as \"query: \". [default: the model's own, or none]");

    private readonly Option<int?> _maxTokens = OptionFactory.OptionalNumber<int>(
        "--max-tokens", "N", "Text model: number of tokens after which a text is truncated. [default: the model's own, or 256]");

    /// <summary>All of them.</summary>
    public Option[] All => [_prompt, _maxTokens];

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    public TextEncoderOptions Read(ParseResult parsed) => new()
    {
        Prompt = parsed.GetValue(_prompt),
        MaxTokens = parsed.GetValue(_maxTokens),
    };
}
