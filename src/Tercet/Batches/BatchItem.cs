namespace Tercet;

/// <summary>One item of a batch.</summary>
/// <param name="Group">The group of its class within the batch, from 0.</param>
/// <param name="Role">Which table its row is in.</param>
/// <param name="Item">Its row there.</param>
/// <param name="Class">Its class label.</param>
/// <param name="Distance">From the anchor of the class that opened the group to the nearest item of this class; null for that class itself.</param>
/// <param name="Hardness">
/// The hardness got, (d_max − d) / (d_max − d_min) over the classes that could have joined the group: 0 for the farthest, 1 for the nearest, and 1 where all are
/// equally far; null for the class that opened it.
/// </param>
public readonly record struct BatchItem(int Group, ItemRole Role, int Item, string Class, double? Distance, double? Hardness);
