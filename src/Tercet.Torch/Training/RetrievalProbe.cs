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
    private readonly RetrievalSample? _pairs;
    private readonly int[] _queries = [], _gallery = [];
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
        if (set.CatalogRows is { } catalog)
        {
            (_queries, _gallery) = Draw(set, catalog);
            ChanceRecall = Chance();
        }
        else
        {
            _pairs = new RetrievalSample(set.Items.Items, set.TrainRows);
            ChanceRecall = _pairs.ChanceRecall;
        }
    }

    /// <summary>Recall@1 of a random ranking.</summary>
    public double ChanceRecall { get; }

    /// <summary>Measures an encoder.</summary>
    /// <param name="embed">Embeds rows of inputs.</param>
    public (EmbeddingDispersion Dispersion, double Recall) Measure(Func<EmbeddingMatrix, IReadOnlyList<int>, EmbeddingMatrix> embed)
    {
        using var gallery = embed(_set.AnchorInputs, _pairs?.Rows ?? _gallery);
        if (_pairs is not null)
            return _pairs.Measure(gallery, _options);
        using var queries = embed(_set.Inputs, _queries);
        var result = RetrievalEvaluation.Evaluate(
            new RetrievalSet(_set.Items.Items, queries, _queries), new RetrievalSet(_set.Items.Catalog!, gallery, _gallery), _options);
        return (EmbeddingDispersion.Measure(gallery), result.RecallAt[1]);
    }

    /// <summary>Catalog items, evenly spaced, and a training item of the class of each.</summary>
    private static (int[] Queries, int[] Gallery) Draw(TrainingSet set, IReadOnlyList<int> catalog)
    {
        var itemOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in set.TrainRows)
            itemOf.TryAdd(set.Items.Items.Classes[row]!, row);
        var count = Math.Min(catalog.Count, MaxGallery);
        int[] gallery = [.. Enumerable.Range(0, count).Select(i => catalog[(int)((long)i * catalog.Count / count)])];
        return ([.. gallery.Select(row => itemOf[set.Items.Catalog!.Classes[row]!]).Distinct()], gallery);
    }

    private double Chance()
    {
        var sizes = _gallery.CountBy(row => _set.Items.Catalog!.Classes[row]!).ToDictionary(StringComparer.Ordinal);
        return _queries.Average(row => (double)sizes[_set.Items.Items.Classes[row]!] / _gallery.Length);
    }
}
