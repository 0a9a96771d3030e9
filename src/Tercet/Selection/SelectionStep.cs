namespace Tercet;

/// <summary>What a selector knows of the step that it selects for.</summary>
public readonly struct SelectionStep
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="targetHardness">The target hardness, in [0, 1]; null where the selector has none.</param>
    /// <param name="positiveDistance">d_ap: from anchor to positive. In batches, from a class's anchor to its first item.</param>
    /// <param name="random">
    /// Random numbers of this step alone, so that a slice of the steps has the same negatives as the whole.
    /// </param>
    internal SelectionStep(double? targetHardness, double positiveDistance, RandomStream random)
    {
        TargetHardness = targetHardness;
        PositiveDistance = positiveDistance;
        Random = random;
    }

    /// <summary>The target hardness, in [0, 1]; null where the selector has none.</summary>
    public double? TargetHardness { get; }

    /// <summary>d_ap: from anchor to positive. In batches, from a class's anchor to its first item.</summary>
    public double PositiveDistance { get; }

    /// <summary>Random numbers of this step alone, so that a slice of the steps has the same negatives as the whole.</summary>
    public RandomStream Random { get; }
}
