namespace Tercet;

/// <summary>One item of a batch.</summary>
/// <param name="Group">The group of its class within the batch, from 0.</param>
/// <param name="Role">Which table its row is in.</param>
/// <param name="Item">Its row there.</param>
/// <param name="Class">Its class label.</param>
/// <param name="Distance">
/// Class distance: from the anchor of the seed class of its group to the nearest item of this class; null for the seed class itself.
/// </param>
/// <param name="Hardness">
/// Actual hardness, (d_max − d) / (d_max − d_min) over the classes that could have joined the group: 0 for the farthest, 1 for the
/// nearest, and 1 where all are equally far; null for the seed class.
/// </param>
public readonly record struct BatchItem(int Group, ItemRole Role, int Item, string Class, double? Distance, double? Hardness);
