namespace Tercet.Train.Commands;

/// <summary>The losses on batches that <c>--loss</c> names.</summary>
internal enum BatchLossKind
{
    /// <summary><see cref="Torch.Losses.SemiHardLoss"/>.</summary>
    SemiHard,

    /// <summary><see cref="Torch.Losses.BatchHardLoss"/>.</summary>
    BatchHard,

    /// <summary><see cref="Torch.Losses.NtXentLoss"/>.</summary>
    NtXent,
}
