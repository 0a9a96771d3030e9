namespace Tercet.Torch.Comparison;

/// <summary>
/// What a comparison measures without training, so that a user sees whether training helps at all.
/// </summary>
/// <param name="Name">Its name in tables and files, such as <c>inputs</c>.</param>
/// <param name="Items">A row for each item, to be compared as they are; null for the encoder before training.</param>
/// <param name="Catalog">The same for the catalog; null without one.</param>
public sealed record Baseline(string Name, EmbeddingMatrix? Items, EmbeddingMatrix? Catalog)
{
    /// <summary>The encoder with the weights of a seed, before training.</summary>
    public static Baseline Untrained { get; } = new("untrained", null, null);
}
