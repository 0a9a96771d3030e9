namespace Tercet.Native;

/// <summary>A model in training, watched for a collapse on a sample of its items.</summary>
internal sealed class WatchedModel
{
    private readonly RetrievalSample _sample;
    private readonly RetrievalOptions _options;
    private readonly CollapseMonitor _monitor;

    public WatchedModel(ItemTable items, EmbeddingMatrix start, RetrievalOptions options)
    {
        (_sample, _options) = (new RetrievalSample(items), options);
        var (dispersion, recall) = _sample.Measure(start, options);
        _monitor = new CollapseMonitor(dispersion, recall, _sample.ChanceRecall);
        Start = Results.Of(CollapseState.Healthy, recall, dispersion);
    }

    /// <summary>What was measured before training.</summary>
    public string Start { get; }

    public string Observe(EmbeddingMatrix embeddings)
    {
        var (dispersion, recall) = _sample.Measure(embeddings, _options);
        lock (_monitor)
            return Results.Of(_monitor.Observe(dispersion, recall), recall, dispersion);
    }
}
