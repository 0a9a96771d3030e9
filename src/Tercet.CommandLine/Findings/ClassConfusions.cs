using System.Runtime.InteropServices;

namespace Tercet.CommandLine.Findings;

/// <summary>
/// Counts which class supplies the negatives of which, in one pass and bounded memory. Equal sequences give equal counts.
/// </summary>
/// <remarks>
/// Up to <c>maxPairs</c> pairs of classes the counts are exact. Where there are more, the median count is subtracted from all and
/// what is left with none is dropped (Anderson et al. 2017, "A High-Performance Algorithm for Identifying Frequent Items in Data
/// Streams"). Counts are then lower bounds, short by at most <see cref="MaxError"/>; no pair with a greater count is missing.
/// </remarks>
/// <example><code>
/// var confusions = new ClassConfusions();
/// foreach (var row in TripletReader.Read("RUN/train.parquet"))
///     confusions.Add(row.Triplet);
/// foreach (var pair in confusions.Top(10))
///     Console.WriteLine($"{pair.AnchorClass} {pair.NegativeClass}: {pair.Count}");
/// </code></example>
/// <param name="maxPairs">The most pairs of classes that are counted at a time. Default 200,000.</param>
internal sealed class ClassConfusions(int maxPairs = 200_000)
{
    private readonly Dictionary<(string Anchor, string Negative), Cell> _pairs = [];

    /// <summary>How many triplets, or members of groups, were added.</summary>
    public long Added { get; private set; }

    /// <summary>How far a count may be below the true one: 0 where counts are exact.</summary>
    public long MaxError { get; private set; }

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The triplet.</param>
    public void Add(in Triplet triplet) => Add(
        triplet.AnchorClass, triplet.NegativeClass, triplet.NegativeDistance, triplet.NegativeDistance < triplet.PositiveDistance);

    /// <summary>Adds a pair of classes.</summary>
    /// <param name="anchorClass">The class of the anchor; in batches, the seed class.</param>
    /// <param name="negativeClass">The class of the negative; in batches, the class that joined.</param>
    /// <param name="distance">Their distance.</param>
    /// <param name="violates">Whether the negative is nearer than the positive. Default false.</param>
    public void Add(string anchorClass, string negativeClass, double distance, bool violates = false)
    {
        Added++;
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (anchorClass, negativeClass), out _);
        cell = new Cell(cell.Count + 1, cell.Seen + 1, cell.Violating + (violates ? 1 : 0), cell.SumDistance + distance);
        if (_pairs.Count > maxPairs)
            Prune();
    }

    /// <summary>The most frequent pairs; of equally frequent ones, the nearer first, then by name.</summary>
    /// <param name="count">The most pairs to return.</param>
    public IReadOnlyList<ClassConfusion> Top(int count) =>
    [
        .. _pairs.Select(pair => new ClassConfusion(
                pair.Key.Anchor, pair.Key.Negative, pair.Value.Count, pair.Value.Violating, pair.Value.SumDistance / pair.Value.Seen))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.MeanDistance)
            .ThenBy(pair => pair.AnchorClass, StringComparer.Ordinal).ThenBy(pair => pair.NegativeClass, StringComparer.Ordinal)
            .Take(count),
    ];

    /// <summary>How often a class supplied the negatives of another; 0 where that was never, or not counted.</summary>
    /// <param name="anchorClass">The class of the anchors.</param>
    /// <param name="negativeClass">The class of the negatives.</param>
    public long CountOf(string anchorClass, string negativeClass) => _pairs.GetValueOrDefault((anchorClass, negativeClass)).Count;

    /// <summary>Makes room for as many pairs as are dropped: at least half of all.</summary>
    private void Prune()
    {
        long[] counts = [.. _pairs.Values.Select(cell => cell.Count)];
        Array.Sort(counts);
        var median = counts[counts.Length / 2];
        MaxError += median;
        foreach (var (pair, cell) in _pairs.ToArray())
        {
            if (cell.Count > median)
                _pairs[pair] = cell with { Count = cell.Count - median };
            else
                _pairs.Remove(pair);
        }
    }

    /// <param name="Count">How often, less what was subtracted.</param>
    /// <param name="Seen">How often since the pair was last dropped.</param>
    /// <param name="Violating">Those with the negative nearer than the positive.</param>
    /// <param name="SumDistance">The sum of their distances.</param>
    private readonly record struct Cell(long Count, long Seen, long Violating, double SumDistance);
}
