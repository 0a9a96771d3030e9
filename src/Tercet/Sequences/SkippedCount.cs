namespace Tercet;

/// <summary>What was left out of a sequence, how often and why.</summary>
public sealed class SkippedCount
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="count">How often.</param>
    /// <param name="what">What was left out, as a noun in the plural.</param>
    /// <param name="why">Why, as a clause.</param>
    public SkippedCount(long count, string what, string why)
    {
        Count = count;
        What = what;
        Why = why;
    }

    /// <summary>How often.</summary>
    public long Count { get; }

    /// <summary>What was left out, as a noun in the plural.</summary>
    public string What { get; }

    /// <summary>Why, as a clause.</summary>
    public string Why { get; }
}
