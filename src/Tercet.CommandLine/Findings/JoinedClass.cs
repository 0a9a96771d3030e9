namespace Tercet.CommandLine.Findings;

/// <summary>A class that joined a group.</summary>
/// <param name="Step">The step of the batch.</param>
/// <param name="TargetHardness">The target hardness; null for random batches.</param>
/// <param name="Seed">The first item of the seed class.</param>
/// <param name="Member">The first item of the class that joined, with its distance and hardness.</param>
internal readonly record struct JoinedClass(long Step, double? TargetHardness, BatchItem Seed, BatchItem Member);
