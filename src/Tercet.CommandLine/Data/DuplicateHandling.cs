namespace Tercet.CommandLine.Data;

/// <summary>What is done about an item that is the same as an anchor, or as a positive of it: by key, text or embedding.</summary>
public enum DuplicateHandling
{
    /// <summary>Nothing; they are counted.</summary>
    Keep,

    /// <summary>It counts as a positive where data are pairs, and is never a negative.</summary>
    Positive,

    /// <summary>It is neither positive nor negative.</summary>
    Exclude,
}
