namespace TextsSamples;

/// <summary>An encoder to choose.</summary>
/// <param name="Option">Its name on the command line.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Pooling">How its tokens are pooled, as sentence-transformers calls it.</param>
/// <param name="QueryPrompt">What the model expects before a query.</param>
internal sealed record EncoderKind(string Option, string Name, string Pooling, string QueryPrompt)
{
    public static readonly IReadOnlyList<EncoderKind> All =
    [
        new("minilm", "all-MiniLM-L6-v2", "mean_tokens", ""),
        new("arctic-xs", "snowflake-arctic-embed-xs", "cls_token", "Represent this sentence for searching relevant passages: "),
    ];
}
