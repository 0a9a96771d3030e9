namespace Tercet;

/// <summary>What was left out of a sequence, how often and why.</summary>
/// <param name="Count">How often.</param>
/// <param name="What">What was left out, as a noun in the plural.</param>
/// <param name="Why">Why, as a clause.</param>
public sealed record SkippedCount(long Count, string What, string Why);
