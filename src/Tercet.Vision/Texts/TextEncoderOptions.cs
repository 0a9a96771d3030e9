namespace Tercet.Vision;

/// <summary>What is put before a text, and how much of it is read.</summary>
public sealed record TextEncoderOptions
{
    /// <summary>The smallest <see cref="MaxTokens"/>: one token of the text between two that mark its ends.</summary>
    internal const int MinTokens = 3;

    /// <summary>
    /// A string put before each text, such as <c>query: </c>. Default null: the model's default prompt
    /// (<c>default_prompt_name</c> in <c>config_sentence_transformers.json</c>), or none; an empty string is none.
    /// </summary>
    public string? Prompt { get; init; }

    /// <summary>
    /// Number of tokens after which a text is truncated, prompt and special tokens included, 3 to what the model takes. Default
    /// null: <c>max_seq_length</c> of <c>sentence_bert_config.json</c>, or else the model's limit, or else 256.
    /// </summary>
    public int? MaxTokens { get; init; }

    /// <summary>Every option that is out of its bounds; empty if all are valid.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (MaxTokens < MinTokens)
            yield return new OptionFault(nameof(MaxTokens), $"is {MaxTokens}; expected {MinTokens} or more.");
    }
}
