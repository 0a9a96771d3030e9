using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>What a sequence is made of.</summary>
public enum SequenceKind
{
    /// <summary>Triplets: an anchor, a positive, a negative.</summary>
    Triplets,

    /// <summary>Batches of classes, for a loss that mines within the batch.</summary>
    Batches,
}
