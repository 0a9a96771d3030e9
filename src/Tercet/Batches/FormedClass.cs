namespace Tercet;

/// <summary>A class in a batch that is being formed.</summary>
/// <param name="Place">The class, by its place among those of the split.</param>
/// <param name="Group">Its group within the batch.</param>
/// <param name="Distance">The class distance from the seed class of the group; null for that class itself.</param>
/// <param name="Hardness">Actual hardness; null for the seed class.</param>
/// <param name="IsRepeated">Whether the pass had the class before, and it fills up the last batch.</param>
internal readonly record struct FormedClass(int Place, int Group, double? Distance, double? Hardness, bool IsRepeated);
