namespace Tercet.Viewer.Runs;

/// <summary>A batch: its items are consecutive in the table.</summary>
/// <param name="Step">The step.</param>
/// <param name="First">The place of its first item.</param>
/// <param name="Count">Its items.</param>
/// <param name="Target">Target hardness; NaN for none.</param>
/// <param name="Hardness">Mean actual hardness of its members; NaN where it has seed classes only.</param>
public readonly record struct BatchEntry(long Step, int First, int Count, float Target, float Hardness);
