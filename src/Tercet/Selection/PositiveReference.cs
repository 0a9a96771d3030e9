namespace Tercet;

/// <summary>Which of an anchor's positives a margin or a ratio refers to, where there are several.</summary>
public enum PositiveReference
{
    /// <summary>The least similar: the strictest bound.</summary>
    Least,

    /// <summary>The mean of their similarities.</summary>
    Mean,

    /// <summary>The most similar: the loosest bound.</summary>
    Most,
}
