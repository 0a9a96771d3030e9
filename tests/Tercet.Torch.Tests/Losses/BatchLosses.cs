using Tercet.Torch.Losses;

namespace Tercet.Torch.Tests.Losses;

/// <summary>Losses within a batch, by name: the library's, and that of docs/extending/in-batch-loss.md.</summary>
internal static class BatchLosses
{
    public const string SemiHard = "semi-hard", BatchHard = "batch-hard", NtXent = "nt-xent", Own = "lifted-structure";

    /// <summary>Those of the library.</summary>
    public static IReadOnlyList<string> Names { get; } = [SemiHard, BatchHard, NtXent];

    public static IBatchLoss Create(string name, TripletLoss? triplet = null, double temperature = 0.1) => name switch
    {
        SemiHard => new SemiHardLoss { Triplet = triplet ?? new() },
        BatchHard => new BatchHardLoss { Triplet = triplet ?? new() },
        NtXent => new NtXentLoss { Temperature = temperature },
        _ => new LiftedStructureLoss(),
    };
}
