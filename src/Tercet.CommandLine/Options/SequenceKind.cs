namespace Tercet.CommandLine.Options;

/// <summary>What a sequence consists of.</summary>
internal enum SequenceKind
{
    /// <summary>Triplets: an anchor, a positive, a negative.</summary>
    Triplets,

    /// <summary>Batches of classes, for a loss that selects negatives within the batch.</summary>
    Batches,
}
