using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Measures how well an encoder retrieves items that it was not trained on.</summary>
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
        var set = trainer.Set;
        return Evaluate(
            set, trainer.Options, maxDegreeOfParallelism,
            rows => trainer.Embed(set.Inputs, rows), rows => trainer.Embed(set.AnchorInputs, rows));
    }

    /// <summary>Evaluates rows as they are, or scaled to unit length where the encoder's would be.</summary>
    /// <param name="set">The split.</param>
    /// <param name="options">How the encoder would be trained.</param>
    /// <param name="items">A row for each item.</param>
    /// <param name="catalog">The same for the catalog; null without one.</param>
    internal static RetrievalResult? Evaluate(TrainingSet set, TrainingOptions options, EmbeddingMatrix items, EmbeddingMatrix? catalog) =>
        Evaluate(
            set, options, options.Mining.MaxDegreeOfParallelism,
            rows => Take(items, rows, options.UnitLength), rows => Take(catalog!, rows, options.UnitLength));

    private static RetrievalResult? Evaluate(
        TrainingSet set, TrainingOptions options, int maxDegreeOfParallelism,
        Func<IReadOnlyList<int>, EmbeddingMatrix> embedItems, Func<IReadOnlyList<int>, EmbeddingMatrix> embedCatalog)
    {
        var (data, rows) = (set.Items, set.Split.TestRows);
        if (rows.Count == 0)
            return null;
        var retrieval = new RetrievalOptions
        {
            Distance = options.Sequence.Distance,
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
        };
        using var items = embedItems(rows);
        var queries = new RetrievalSet(data.Items, items, rows);
        if (data.Catalog is not { } catalog)
            return RetrievalEvaluation.Evaluate(queries, options: retrieval);
        var classes = rows.Select(row => data.Items.Classes[row]).ToHashSet();
        int[] references = [.. Enumerable.Range(0, catalog.Count).Where(row => classes.Contains(catalog.Classes[row]))];
        using var gallery = embedCatalog(references);
        return RetrievalEvaluation.Evaluate(queries, new RetrievalSet(catalog, gallery, references), retrieval);
    }

    /// <summary>Copies rows; the others become rows without an embedding.</summary>
    private static EmbeddingMatrix Take(EmbeddingMatrix matrix, IReadOnlyList<int> rows, bool unitLength)
    {
        var values = new float[checked(matrix.Count * matrix.Dimensions)];
        Array.Fill(values, float.NaN);
        foreach (var row in rows)
        {
            var target = values.AsSpan(row * matrix.Dimensions, matrix.Dimensions);
            matrix.CopyRow(row, target);
            if (unitLength)
                UnitLength.Scale(target);
        }
        return EmbeddingMatrix.FromArray(values, matrix.Dimensions, matrix.Name);
    }
}
