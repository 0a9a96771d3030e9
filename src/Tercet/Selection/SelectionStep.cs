namespace Tercet;

/// <summary>What a selector knows of the step that it selects for.</summary>
public readonly struct SelectionStep
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="targetHardness">The target hardness, in [0, 1]; null where the selector has none.</param>
    /// <param name="positiveDistance">d_ap: from anchor to positive. In batches, from a class's anchor to its first item.</param>
    /// <param name="anchor">The anchor's row.</param>
    /// <param name="positive">The positive's row among the items.</param>
    /// <param name="random">
    /// Random numbers of this step alone, so that a slice of the steps has the same negatives as the whole.
    /// </param>
    internal SelectionStep(double? targetHardness, double positiveDistance, int anchor, int positive, RandomStream random)
    {
        TargetHardness = targetHardness;
        PositiveDistance = positiveDistance;
        Anchor = anchor;
        Positive = positive;
        Random = random;
    }

    /// <summary>The target hardness, in [0, 1]; null where the selector has none.</summary>
    public double? TargetHardness { get; }

    /// <summary>d_ap: from anchor to positive. In batches, from a class's anchor to its first item.</summary>
    public double PositiveDistance { get; }

    /// <summary>
    /// The anchor's row: in the catalog where there is one, else among the items. In batches, that of the seed class's catalog
    /// item, or without a catalog, where the anchor is a mean, the first row of the class in the split.
    /// </summary>
    public int Anchor { get; }

    /// <summary>The positive's row among the items. In batches, that of the seed class's first item in the pass.</summary>
    public int Positive { get; }

    /// <summary>Random numbers of this step alone, so that a slice of the steps has the same negatives as the whole.</summary>
    public RandomStream Random { get; }
}
