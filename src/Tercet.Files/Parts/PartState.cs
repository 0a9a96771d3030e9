namespace Tercet.Files;

/// <summary>What there is of a part.</summary>
public enum PartState
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>All of it.</summary>
    Done,

    /// <summary>A file that is truncated or damaged.</summary>
    Damaged,

    /// <summary>A whole part, but of another plan, or another part of this one.</summary>
    Foreign,
}
