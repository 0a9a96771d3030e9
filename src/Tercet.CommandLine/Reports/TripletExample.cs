namespace Tercet.CommandLine.Reports;

/// <summary>A triplet, for the report.</summary>
/// <param name="Triplet">The triplet.</param>
/// <param name="Anchor">The anchor.</param>
/// <param name="Positive">The positive.</param>
/// <param name="Negative">The negative.</param>
internal sealed record TripletExample(Triplet Triplet, ExampleItem Anchor, ExampleItem Positive, ExampleItem Negative);
