namespace Tercet;

/// <summary>One item of a batch.</summary>
public readonly record struct BatchItem
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="group">The group of its class within the batch, from 0.</param>
    /// <param name="role">Which table its row is in.</param>
    /// <param name="row">Its row there.</param>
    /// <param name="class">Its class label.</param>
    /// <param name="distance">
    /// Class distance: from the anchor of the seed class of its group to the nearest item of this class; null for the seed class
    /// itself.
    /// </param>
    /// <param name="hardness">
    /// Actual hardness, (d_max − d) / (d_max − d_min) over the classes that could have joined the group: 0 for the farthest, 1
    /// for the nearest, and 1 where all are equally far; null for the seed class.
    /// </param>
    public BatchItem(int group, ItemRole role, int row, string @class, double? distance, double? hardness)
    {
        Group = group;
        Role = role;
        Row = row;
        Class = @class;
        Distance = distance;
        Hardness = hardness;
    }

    /// <summary>The group of its class within the batch, from 0.</summary>
    public int Group { get; }

    /// <summary>Which table its row is in.</summary>
    public ItemRole Role { get; }

    /// <summary>Its row there.</summary>
    public int Row { get; }

    /// <summary>Its class label.</summary>
    public string Class { get; }

    /// <summary>
    /// Class distance: from the anchor of the seed class of its group to the nearest item of this class; null for the seed
    /// class itself.
    /// </summary>
    public double? Distance { get; }

    /// <summary>
    /// Actual hardness, (d_max − d) / (d_max − d_min) over the classes that could have joined the group: 0 for the farthest, 1
    /// for the nearest, and 1 where all are equally far; null for the seed class.
    /// </summary>
    public double? Hardness { get; }
}
