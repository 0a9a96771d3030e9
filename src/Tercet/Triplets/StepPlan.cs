namespace Tercet;

/// <summary>All of a step but its negative.</summary>
internal readonly record struct StepPlan(
    long Step, int Class, int Anchor, int Positive, double PositiveDistance, double? TargetHardness);
