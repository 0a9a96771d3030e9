namespace Tercet.Files;

/// <summary>One item of a batch, as in a file.</summary>
/// <param name="Step">The batch's place in the whole sequence, from 0.</param>
/// <param name="Epoch">The epoch of the step, from 0.</param>
/// <param name="Batch">The batch's place in its epoch, from 0.</param>
/// <param name="Slot">The item's place in the batch, from 0.</param>
/// <param name="TargetHardness">The target hardness of the batch; null for random batches.</param>
/// <param name="Item">The item.</param>
/// <param name="File">Its file; null where the data have no file column.</param>
public readonly record struct BatchRow(long Step, int Epoch, int Batch, int Slot, double? TargetHardness, BatchItem Item, string? File);
