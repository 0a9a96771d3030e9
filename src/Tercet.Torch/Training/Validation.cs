namespace Tercet.Torch.Training;

/// <summary>Measures how well a trained encoder retrieves items that it was not trained on.</summary>
public static class Validation
{
    /// <summary>
    /// Evaluates retrieval by the distance of the loss. Queries are the items of the test split. The gallery is the catalog items
    /// of their classes, or without a catalog the other items of the test split.
    /// </summary>
    /// <param name="trainer">The trainer, between two epochs.</param>
    /// <param name="maxDegreeOfParallelism">Worker threads of the search, 1 or more; the result does not depend on it.</param>
    /// <returns>Null where nothing is held out.</returns>
    /// <exception cref="InvalidInputException">No item of the test split has another of its class.</exception>
    public static RetrievalResult? Evaluate(EncoderTrainer trainer, int maxDegreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var (data, rows) = (trainer.Set.Items, trainer.Set.Split.TestRows);
        if (rows.Count == 0)
            return null;
        var options = new RetrievalOptions
        {
            Distance = trainer.Options.Sequence.Distance,
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
        };
        using var items = trainer.Embed(trainer.Set.Inputs, rows);
        var queries = new RetrievalSet(data.Items, items, rows);
        if (data.Catalog is not { } catalog)
            return RetrievalEvaluation.Evaluate(queries, options: options);
        var classes = rows.Select(row => data.Items.Classes[row]).ToHashSet();
        int[] references = [.. Enumerable.Range(0, catalog.Count).Where(row => classes.Contains(catalog.Classes[row]))];
        using var gallery = trainer.Embed(trainer.Set.AnchorInputs, references);
        return RetrievalEvaluation.Evaluate(queries, new RetrievalSet(catalog, gallery, references), options);
    }
}
