namespace Tercet;

/// <summary>What becomes of the last batch of a pass, where the classes do not fill it.</summary>
public enum LastBatchHandling
{
    /// <summary>It is short.</summary>
    Keep,

    /// <summary>There is none; the classes that would be in it, others each pass, are left out of the pass.</summary>
    Drop,

    /// <summary>It goes on with classes that the pass had before, chosen as all others.</summary>
    Fill,
}
