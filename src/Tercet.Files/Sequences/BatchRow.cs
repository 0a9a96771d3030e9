namespace Tercet.Files;

/// <summary>One item of a batch, as in a file.</summary>
/// <param name="Step">Index of the batch in the whole sequence, from 0.</param>
/// <param name="Epoch">The epoch of the step, from 0.</param>
/// <param name="Batch">Index of the batch in its epoch, from 0.</param>
/// <param name="Slot">Index of the item in the batch, from 0.</param>
/// <param name="TargetHardness">The target hardness of the batch; null for random batches.</param>
/// <param name="Item">The item.</param>
/// <param name="File">Its file; null where the data have no file column.</param>
public readonly record struct BatchRow(
    long Step, int Epoch, int Batch, int Slot, double? TargetHardness, BatchItem Item, string? File);
