namespace Tercet.CommandLine.Findings;

/// <summary>A histogram as it is drawn.</summary>
/// <param name="Start">Where the first bar begins.</param>
/// <param name="Width">The width of a bar.</param>
/// <param name="Counts">The count of each bar, by kind.</param>
internal sealed record HistogramBars(double Start, double Width, IReadOnlyList<long[]> Counts);
