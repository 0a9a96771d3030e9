namespace Tercet.CommandLine.Reports;

/// <summary>Mean hardness over one part of the cycle.</summary>
/// <param name="Label">The part.</param>
/// <param name="Target">Target hardness; null for a strategy without one.</param>
/// <param name="Actual">Hardness of the selected negatives.</param>
internal sealed record HardnessRow(string Label, double? Target, double Actual);
