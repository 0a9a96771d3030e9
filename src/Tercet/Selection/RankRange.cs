using System.Globalization;

namespace Tercet;

/// <summary>Ranks of candidates, 1 for the nearest, both ends included.</summary>
/// <param name="First">The first, 1 or more.</param>
/// <param name="Last">The last, at or after the first.</param>
public readonly record struct RankRange(int First, int Last)
{
    /// <summary>As on the command line: first..last.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}..{Last}");
}
