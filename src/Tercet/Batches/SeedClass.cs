namespace Tercet;

/// <summary>What a selector knows of the class that seeds a group.</summary>
/// <param name="Anchor">The row of its catalog item; where there is no catalog, its first row in the split.</param>
/// <param name="Positive">The row of the first item that it contributes to the pass.</param>
/// <param name="PositiveDistance">d_ap: from its anchor to that item.</param>
internal readonly record struct SeedClass(int Anchor, int Positive, double PositiveDistance);
