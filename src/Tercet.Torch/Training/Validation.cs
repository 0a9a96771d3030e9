
namespace Tercet.Torch.Training;

/// <summary>How well a trained encoder tells unseen classes apart.</summary>
public static class Validation
{
    /// <summary>
    /// Items of the test split as queries; the gallery are the catalog items of their classes, or where there is no catalog the items of the test split themselves,
    /// each query without itself.
    /// </summary>
    /// <param name="trainer">The trainer, between two epochs.</param>
    /// <param name="threads">Threads of the search, 1 or more.</param>
    /// <returns>Null where nothing is held out.</returns>
    /// <exception cref="InvalidInputException">No item of the test split has another of its class.</exception>
    public static RetrievalResult? Evaluate(EncoderTrainer trainer, int threads)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var data = trainer.Source.Data;
        var rows = trainer.TestItems;
        if (rows.Count == 0)
            return null;
        var options = new RetrievalOptions { Distance = trainer.Options.Loss.Distance, MaxDegreeOfParallelism = threads };
        using var items = trainer.Embed(trainer.Source.ItemEmbeddings, rows);
        var queries = new RetrievalSet(data.Items, items, rows);
        if (data.Catalog is not { } catalog)
            return RetrievalEvaluation.Evaluate(queries, options: options);
        var classes = rows.Select(row => data.Items.Classes[row]).ToHashSet();
        int[] references = [.. Enumerable.Range(0, catalog.Count).Where(row => classes.Contains(catalog.Classes[row]))];
        using var gallery = trainer.Embed(trainer.Source.AnchorEmbeddings, references);
        return RetrievalEvaluation.Evaluate(queries, new RetrievalSet(catalog, gallery, references), options);
    }
}
