using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>The first group of a batch, for the gallery; <paramref name="TargetHardness"/> is null without a target.</summary>
/// <param name="Step">The step.</param>
/// <param name="TargetHardness">The hardness asked for.</param>
/// <param name="Hardness">The mean hardness got of those that joined the group.</param>
/// <param name="Classes">The first item of each class, that which opened the group first.</param>
/// <param name="More">Classes of the group that are not shown.</param>
internal sealed record BatchExample(long Step, double? TargetHardness, double Hardness, IReadOnlyList<ExampleItem> Classes, int More);
