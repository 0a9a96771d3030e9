namespace Tercet;

/// <summary>What a selector knows of the step that it selects for.</summary>
/// <param name="TargetHardness">The target hardness, in [0, 1]; null where the selector has none.</param>
/// <param name="PositiveDistance">d_ap: from anchor to positive. In batches, from a class's anchor to its first item.</param>
/// <param name="Random">Random numbers of this step alone, so that a slice of the steps has the same negatives as the whole.</param>
public readonly record struct SelectionStep(double? TargetHardness, double PositiveDistance, RandomStream Random);
