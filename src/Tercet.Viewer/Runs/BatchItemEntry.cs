namespace Tercet.Viewer.Runs;

/// <summary>An item of a batch.</summary>
/// <param name="Row">Its row, in the catalog where its role is that.</param>
/// <param name="Role">Its role.</param>
/// <param name="Group">Its group in the batch.</param>
/// <param name="Distance">From the seed class; NaN for the seed.</param>
/// <param name="Hardness">Actual hardness; NaN for the seed.</param>
public readonly record struct BatchItemEntry(int Row, ItemRole Role, int Group, float Distance, float Hardness);
