namespace Tercet;

/// <summary>One batch of a sequence: classes that are as hard for each other as was asked, each with as many items.</summary>
/// <param name="Step">Its place in the whole sequence, from 0.</param>
/// <param name="Epoch">The epoch of the step, from 0.</param>
/// <param name="Cycle">The cycle of the schedule, from 0.</param>
/// <param name="Pass">The pass over all classes that it belongs to, from 0.</param>
/// <param name="TargetHardness">The hardness asked for, 0 to 1; null for random batches.</param>
/// <param name="Items">Its items: class after class, group after group, the catalog item first.</param>
public sealed record Batch(long Step, int Epoch, int Cycle, long Pass, double? TargetHardness, IReadOnlyList<BatchItem> Items);
