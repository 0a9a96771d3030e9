namespace Tercet;

/// <summary>Handling of an incomplete last batch of a pass.</summary>
public enum LastBatchHandling
{
    /// <summary>It is kept, with fewer classes.</summary>
    Keep,

    /// <summary>
    /// It is dropped; the classes that would be in it, others in each pass, are left out of the pass (PyTorch's drop_last).
    /// </summary>
    Drop,

    /// <summary>It is filled up with classes that the pass had before, chosen as all others.</summary>
    Fill,
}
