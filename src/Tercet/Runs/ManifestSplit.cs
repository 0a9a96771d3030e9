using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>The triplets of a split.</summary>
/// <param name="File">Their file's name.</param>
/// <param name="Sha256">Of the file's bytes.</param>
/// <param name="TotalSteps">Steps of the whole sequence of the split.</param>
/// <param name="Triplets">Triplets in the file.</param>
/// <param name="Items">Items of the split.</param>
/// <param name="Classes">Classes of the split.</param>
/// <param name="AnchorClasses">Those that can supply an anchor.</param>
/// <param name="PoolError">What a pool cost in hardness; null without one.</param>
public sealed record ManifestSplit(
    string File, string Sha256, long TotalSteps, long Triplets, int Items, int Classes, int AnchorClasses, PoolError? PoolError);
