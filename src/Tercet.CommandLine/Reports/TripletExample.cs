namespace Tercet.CommandLine.Reports;

/// <summary>A triplet, for the report.</summary>
/// <param name="Step">The step.</param>
/// <param name="TargetHardness">The target hardness; null for a strategy without one.</param>
/// <param name="Hardness">The hardness of the selected negative.</param>
/// <param name="Anchor">The anchor.</param>
/// <param name="Positive">The positive.</param>
/// <param name="Negative">The negative.</param>
internal sealed record TripletExample(
    long Step, double? TargetHardness, double Hardness, ExampleItem Anchor, ExampleItem Positive, ExampleItem Negative);
