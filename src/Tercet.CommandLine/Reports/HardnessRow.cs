using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>Mean hardness of the triplets of one part of the cycle; <paramref name="Asked"/> is null without a target.</summary>
internal sealed record HardnessRow(string Label, double? Asked, double Got);
