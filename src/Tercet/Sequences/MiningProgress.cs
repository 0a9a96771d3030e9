
namespace Tercet;

/// <summary>How far mining has come.</summary>
/// <param name="Split">The split at work.</param>
/// <param name="Done">Steps whose negative is chosen.</param>
/// <param name="Total">Steps to mine in this split.</param>
public readonly record struct MiningProgress(Split Split, long Done, long Total);
