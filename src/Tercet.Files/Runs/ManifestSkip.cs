namespace Tercet.Files;

/// <summary>Something left out.</summary>
/// <param name="Count">How many.</param>
/// <param name="What">Of what.</param>
/// <param name="Why">For which reason, and to what effect.</param>
public sealed record ManifestSkip(long Count, string What, string Why);
