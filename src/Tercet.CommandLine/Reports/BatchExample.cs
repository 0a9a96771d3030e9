namespace Tercet.CommandLine.Reports;

/// <summary>A group of a batch, for the report.</summary>
/// <param name="Step">The step.</param>
/// <param name="TargetHardness">The target hardness; null for a strategy without one.</param>
/// <param name="Hardness">The mean hardness of the group's members.</param>
/// <param name="Classes">The first item of each class, the seed class first, with its distance from the seed class.</param>
/// <param name="More">Classes of the group that are not shown.</param>
internal sealed record BatchExample(
    long Step, double? TargetHardness, double Hardness, IReadOnlyList<(ExampleItem Item, double? Distance)> Classes, int More);
