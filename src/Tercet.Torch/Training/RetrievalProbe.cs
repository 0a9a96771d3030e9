namespace Tercet.Torch.Training;

/// <summary>
/// What <see cref="CollapseMonitor"/> is given of an encoder: the dispersion of some training items, and how well they retrieve
/// each other. With a catalog, training items retrieve catalog items; without, items of the sample retrieve each other.
/// </summary>
internal sealed class RetrievalProbe
{
    /// <summary>Gallery items, at most.</summary>
    private const int MaxGallery = 256;

    private readonly TrainingSet _set;
    private readonly int[] _queries, _gallery;
    private readonly RetrievalOptions _options;

    /// <summary>Draws the sample, evenly spaced over the training part.</summary>
    public RetrievalProbe(TrainingSet set, TrainingOptions options)
    {
        _set = set;
        _options = new RetrievalOptions
        {
            Distance = options.Sequence.Distance,
            MaxDegreeOfParallelism = options.Mining.MaxDegreeOfParallelism,
        };
        (_queries, _gallery) = set.CatalogRows is { } catalog ? WithCatalog(set, catalog) : WithoutCatalog(set);
        ChanceRecall = Chance();
    }

    /// <summary>Recall@1 of a random ranking.</summary>
    public double ChanceRecall { get; }

    /// <summary>Measures an encoder.</summary>
    /// <param name="embed">Embeds rows of inputs.</param>
    public (EmbeddingDispersion Dispersion, double Recall) Measure(Func<EmbeddingMatrix, IReadOnlyList<int>, EmbeddingMatrix> embed)
    {
        using var gallery = embed(_set.AnchorInputs, _gallery);
        var dispersion = EmbeddingDispersion.Measure(gallery);
        var items = _set.Items.Items;
        if (_set.Items.Catalog is not { } catalog)
            return (dispersion, RecallOf(RetrievalEvaluation.Evaluate(new RetrievalSet(items, gallery, _gallery), options: _options)));
        using var queries = embed(_set.Inputs, _queries);
        return (dispersion, RecallOf(RetrievalEvaluation.Evaluate(
            new RetrievalSet(items, queries, _queries), new RetrievalSet(catalog, gallery, _gallery), _options)));
    }

    private static double RecallOf(RetrievalResult result) => result.RecallAt[1];

    /// <summary>Catalog items, and a training item of the class of each.</summary>
    private static (int[] Queries, int[] Gallery) WithCatalog(TrainingSet set, IReadOnlyList<int> catalog)
    {
        var itemOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in set.TrainRows)
            itemOf.TryAdd(set.Items.Items.Classes[row]!, row);
        var gallery = Spread(catalog, MaxGallery);
        return ([.. gallery.Select(row => itemOf[set.Items.Catalog!.Classes[row]!]).Distinct()], gallery);
    }

    /// <summary>Pairs of training items of a class.</summary>
    private static (int[] Queries, int[] Gallery) WithoutCatalog(TrainingSet set)
    {
        var pairs = set.TrainRows.GroupBy(row => set.Items.Items.Classes[row], StringComparer.Ordinal)
            .SelectMany(rows => rows.Chunk(2)).Where(pair => pair.Length == 2).ToList();
        int[] sample = [.. Spread(pairs, MaxGallery / 2).SelectMany(pair => pair).Order()];
        return (sample, sample);
    }

    private static T[] Spread<T>(IReadOnlyList<T> values, int most)
    {
        var count = Math.Min(values.Count, most);
        return [.. Enumerable.Range(0, count).Select(i => values[(int)((long)i * values.Count / count)])];
    }

    private double Chance()
    {
        var alone = _set.Items.Catalog is null;
        var galleryClasses = (_set.Items.Catalog ?? _set.Items.Items).Classes;
        var sizes = _gallery.CountBy(row => galleryClasses[row]!).ToDictionary(StringComparer.Ordinal);
        double others = _gallery.Length - (alone ? 1 : 0);
        return _queries.Average(row => (sizes[_set.Items.Items.Classes[row]!] - (alone ? 1 : 0)) / others);
    }
}
