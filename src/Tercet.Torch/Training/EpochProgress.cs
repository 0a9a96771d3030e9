namespace Tercet.Torch.Training;

/// <summary>How far an epoch of training has come, reported after each batch.</summary>
/// <param name="Done">Batches done.</param>
/// <param name="Total">Batches of the epoch.</param>
/// <param name="MeanLoss">The mean loss over all terms of the epoch so far; NaN before the first.</param>
public readonly record struct EpochProgress(int Done, int Total, double MeanLoss);
