namespace Tercet;

/// <summary>
/// Some items to watch for a collapse: pairs of items of one class, 256 items at most, evenly spaced over all such pairs, so that
/// measuring them after every epoch costs next to nothing.
/// </summary>
/// <example><code>
/// var sample = new RetrievalSample(items.Items, split.TrainRows);
/// var (dispersion, recall) = sample.Measure(embeddings);
/// var monitor = new CollapseMonitor(dispersion, recall, sample.ChanceRecall);
/// </code></example>
public sealed class RetrievalSample
{
    /// <summary>Items, at most.</summary>
    private const int MaxItems = 256;

    private readonly ItemTable _items, _sample;

    /// <summary>Draws the sample.</summary>
    /// <param name="items">The items.</param>
    /// <param name="rows">Those that may be drawn; null for all. Items without a class are not drawn.</param>
    /// <exception cref="InvalidInputException">No class has two items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public RetrievalSample(ItemTable items, IEnumerable<int>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
        int[] drawn = [.. (rows ?? Enumerable.Range(0, items.Count)).Distinct()];
        foreach (var row in drawn)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)items.Count, nameof(rows));
        var pairs = drawn.Where(row => items.Classes[row] is not null)
            .GroupBy(row => items.Classes[row], StringComparer.Ordinal)
            .SelectMany(group => group.Chunk(2)).Where(pair => pair.Length == 2).ToList();
        if (pairs.Count == 0)
            throw new InvalidInputException(
                $"{items.Source}: no class has two items, so that retrieval cannot be measured. Expected one such class or more.");
        Rows = [.. Spread(pairs, MaxItems / 2).SelectMany(pair => pair).Order()];
        _sample = new ItemTable([.. Rows.Select(row => items.Classes[row])], source: items.Source);
        var sizes = _sample.Classes.CountBy(label => label!).ToDictionary(StringComparer.Ordinal);
        ChanceRecall = _sample.Classes.Average(label => (sizes[label!] - 1) / (Rows.Count - 1.0));
    }

    /// <summary>The rows of the sample, ascending.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>Recall@1 of a random ranking of the sample.</summary>
    public double ChanceRecall { get; }

    /// <summary>Measures how the sample is dispersed, and its Recall@1 in itself.</summary>
    /// <param name="embeddings">Row i for item i; only those of the sample are read.</param>
    /// <param name="options">The distance and the degree of parallelism; the defaults where null.</param>
    /// <exception cref="InvalidInputException">Rows do not fit, or an item of the sample has no embedding.</exception>
    public (EmbeddingDispersion Dispersion, double Recall) Measure(EmbeddingMatrix embeddings, RetrievalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        embeddings.RequireRows(_items);
        var values = new float[Rows.Count * embeddings.Dimensions];
        for (var i = 0; i < Rows.Count; i++)
            embeddings.CopyRow(Rows[i], values.AsSpan(i * embeddings.Dimensions, embeddings.Dimensions));
        using var sample = EmbeddingMatrix.FromArray(values, embeddings.Dimensions, embeddings.Name);
        options ??= new RetrievalOptions();
        var first = new RetrievalOptions
        {
            Distance = options.Distance,
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            Cutoffs = [1],
        };
        var result = RetrievalEvaluation.Evaluate(new RetrievalSet(_sample, sample), options: first);
        return (EmbeddingDispersion.Measure(sample), result.RecallAt[1]);
    }

    private static T[] Spread<T>(IReadOnlyList<T> values, int most)
    {
        var count = Math.Min(values.Count, most);
        return [.. Enumerable.Range(0, count).Select(i => values[(int)((long)i * values.Count / count)])];
    }
}
