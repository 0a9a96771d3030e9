namespace Tercet;

/// <summary>A class in a batch that is being formed.</summary>
/// <param name="Place">The class, by its place among those of the split.</param>
/// <param name="Group">Its group within the batch.</param>
/// <param name="Distance">From the anchor of the class that opened the group; null for that class itself.</param>
/// <param name="Hardness">The hardness got; null for the class that opened the group.</param>
/// <param name="Again">Whether the pass had it before, and it fills up the last batch.</param>
internal readonly record struct FormedClass(int Place, int Group, double? Distance, double? Hardness, bool Again);
