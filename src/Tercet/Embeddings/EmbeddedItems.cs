namespace Tercet;

/// <summary>One part of the data with the embeddings to mine it on, checked against each other.</summary>
internal sealed class EmbeddedItems
{
    private const double UnitLengthTolerance = 1e-3;

    /// <summary>Joins a part with embeddings.</summary>
    /// <param name="subset">The part.</param>
    /// <param name="embeddings">Row i for item i; rows that are not in the part may be missing.</param>
    /// <param name="catalogEmbeddings">Row i for catalog item i; null exactly where there is no catalog.</param>
    /// <exception cref="InvalidInputException">
    /// Row counts or dimensions do not fit, or items of the part have no embedding.
    /// </exception>
    public EmbeddedItems(Subset subset, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        var data = subset.Data;
        if (data.Catalog is null != catalogEmbeddings is null)
            throw new InvalidInputException(data.Catalog is null
                ? $"{catalogEmbeddings!.Name}: catalog embeddings without a catalog. "
                  + "Give the catalog's table too, or leave both out."
                : $"{data.Catalog.Source}: a catalog without embeddings. "
                  + $"Give one row of embeddings for each of its {data.Catalog.Count} rows, or leave it out.");
        (Subset, Items, Anchors) = (subset, embeddings, catalogEmbeddings ?? embeddings);
        embeddings.RequireRows(data.Items);
        Anchors.RequireRows(data.Anchors);
        if (Anchors.Dimensions != embeddings.Dimensions)
            throw new InvalidInputException(
                $"{Anchors.Name} has {Anchors.Dimensions} components per row, {embeddings.Name} {embeddings.Dimensions}. "
                + "Expected both from the same encoder.");
        RequireEmbeddings(embeddings, data.Items, subset.Items);
        if (data.Catalog is not null)
            RequireEmbeddings(Anchors, data.Catalog, subset.AllAnchors());
    }

    /// <summary>The part of the data.</summary>
    public Subset Subset { get; }

    /// <summary>The items' embeddings.</summary>
    public EmbeddingMatrix Items { get; }

    /// <summary>The embeddings that anchors are rows of: the catalog's where there is one, else the items'.</summary>
    public EmbeddingMatrix Anchors { get; }

    /// <summary>Refuses rows of zeros with the cosine distance, and those not of unit length where that is required.</summary>
    public void RequireLengths(Distance distance, bool unitLength)
    {
        if (distance != Distance.Cosine && !unitLength)
            return;
        RequireLengths(Items, Subset.Data.Items, Subset.Items, distance);
        if (Subset.Data.Catalog is { } catalog)
            RequireLengths(Anchors, catalog, Subset.AllAnchors(), distance);
    }

    private static void RequireEmbeddings(EmbeddingMatrix matrix, ItemTable table, int[] rows)
    {
        if (matrix.MissingRows.Count == 0)
            return;
        var missing = matrix.MissingRows.ToHashSet();
        List<string> cases = [.. rows.Where(missing.Contains).Select(row => $"{table.Source}, {table.Describe(row)}")];
        if (cases.Count > 0)
            throw new InvalidInputException(
                $"{matrix.Name}: {cases.Count} rows have no embedding (every component NaN)", cases,
                "Expected one for every item that has a class. "
                + "Encode them, clear their class, or skip them (`OnBadImage` = Skip).");
    }

    private static void RequireLengths(EmbeddingMatrix matrix, ItemTable table, int[] rows, Distance distance)
    {
        var buffer = new float[matrix.Dimensions];
        List<string> zeros = [], others = [];
        foreach (var row in rows)
        {
            var square = 0.0;
            foreach (var x in matrix.ReadRow(row, buffer))
                square += (double)x * x;
            if (square == 0)
                zeros.Add(table.Describe(row));
            else if (Math.Abs(square - 1) > UnitLengthTolerance)
                others.Add(FormattableString.Invariant($"{table.Describe(row)}: length {Math.Sqrt(square):0.####}"));
        }
        if (distance == Distance.Cosine && zeros.Count > 0)
            throw new InvalidInputException(
                $"{matrix.Name}: {zeros.Count} rows are all zeros, and have no cosine distance", zeros,
                "Drop these items, fix the encoder, or use another `Distance`.");
        if (distance != Distance.Cosine && zeros.Count + others.Count > 0)
            throw new InvalidInputException(
                $"{matrix.Name}: {zeros.Count + others.Count} rows are not of unit length, "
                + "on which distance-weighted sampling is defined",
                [.. others, .. zeros], "Scale the embeddings to unit length, or set `Distance` to cosine.");
    }
}
