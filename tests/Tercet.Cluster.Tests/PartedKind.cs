namespace Tercet.Cluster.Tests;

/// <summary>What is made in parts.</summary>
public enum PartedKind
{
    /// <summary>A sequence of triplets.</summary>
    Triplets,

    /// <summary>A sequence of batches.</summary>
    Batches,

    /// <summary>Embeddings of images.</summary>
    Embeddings,
}
