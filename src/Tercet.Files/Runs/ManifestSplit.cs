using System.Text.Json.Serialization;

namespace Tercet.Files;

/// <summary>The triplets, or the batches, of a split.</summary>
/// <param name="File">Their file's name.</param>
/// <param name="Sha256">Of the file's bytes.</param>
/// <param name="TotalSteps">Steps of the whole sequence of the split.</param>
/// <param name="Triplets">Triplets in the file; null for batches.</param>
/// <param name="Items">Items of the split.</param>
/// <param name="Classes">Classes of the split.</param>
/// <param name="AnchorClasses">Those that can supply an anchor; in batches, all.</param>
/// <param name="PoolError">What a candidate pool cost in hardness; null without one.</param>
/// <param name="Batches">Batches in the file; null for triplets.</param>
public sealed record ManifestSplit(
    string File, string Sha256, long TotalSteps, long? Triplets, int Items, int Classes, int AnchorClasses,
    PoolError? PoolError, long? Batches = null)
{
    /// <summary>Triplets or batches in the file.</summary>
    [JsonIgnore]
    public long Count => Triplets ?? Batches ?? 0;
}
