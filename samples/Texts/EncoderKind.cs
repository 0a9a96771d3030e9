namespace TextsSamples;

/// <summary>An encoder to choose.</summary>
/// <param name="Option">Its name on the command line.</param>
/// <param name="Name">The model's name.</param>
/// <param name="FirstTokenOnly">Whether the first token's vector is the text's, not the mean of all.</param>
/// <param name="QueryPrefix">What the model expects before a query.</param>
internal sealed record EncoderKind(string Option, string Name, bool FirstTokenOnly, string QueryPrefix)
{
    public static readonly IReadOnlyList<EncoderKind> All =
    [
        new("minilm", "all-MiniLM-L6-v2", false, ""),
        new("arctic-xs", "snowflake-arctic-embed-xs", true, "Represent this sentence for searching relevant passages: "),
    ];
}
