using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>One triplet of the gallery; <paramref name="TargetHardness"/> is null without a target.</summary>
internal sealed record TripletExample(
    long Step, double? TargetHardness, double Hardness, ExampleItem Anchor, ExampleItem Positive, ExampleItem Negative);
