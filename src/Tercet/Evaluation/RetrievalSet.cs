namespace Tercet;

/// <summary>Labelled items and their embeddings, as queries or as the gallery that queries are searched in.</summary>
public sealed class RetrievalSet
{
    /// <summary>Joins items and embeddings.</summary>
    /// <param name="items">The items; those without a class take no part.</param>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="rows">Those that take part, in any order; null for all. Items without a class may be among them.</param>
    /// <exception cref="InvalidInputException">
    /// Row counts do not fit, no item takes part, or one that does has no embedding.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public RetrievalSet(ItemTable items, EmbeddingMatrix embeddings, IReadOnlyCollection<int>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(embeddings);
        embeddings.RequireRows(items);
        (Items, Embeddings) = (items, embeddings);
        var takesPart = new bool[items.Count];
        foreach (var row in rows ?? [.. Enumerable.Range(0, items.Count)])
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)items.Count, nameof(rows));
            takesPart[row] = items.Classes[row] is not null;
        }
        Rows = [.. Enumerable.Range(0, items.Count).Where(row => takesPart[row])];
        if (Rows.Length == 0)
            throw new InvalidInputException(
                $"{items.Source}: no item {(rows is null ? "" : "of those named ")}has a class. "
                + "Expected one or more to search for or among.");
        var missing = embeddings.MissingRows.Where(row => takesPart[row]).Select(items.Describe).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{embeddings.Name}: {missing.Count} rows have no embedding (every component NaN)", missing,
                "Expected one for every item that has a class. Encode them, clear their class, or leave their rows out.");
    }

    /// <summary>The items.</summary>
    internal ItemTable Items { get; }

    /// <summary>Their embeddings.</summary>
    internal EmbeddingMatrix Embeddings { get; }

    /// <summary>Items that take part.</summary>
    internal int Count => Rows.Length;

    /// <summary>The rows of the items that take part, ascending.</summary>
    internal int[] Rows { get; }

    /// <summary>Refuses items without a direction, which the cosine distance requires.</summary>
    internal void RequireDirections()
    {
        var row = new float[Embeddings.Dimensions];
        List<string> zeros = [];
        foreach (var item in Rows)
        {
            if (!Embeddings.ReadRow(item, row).ContainsAnyExcept(0f))
                zeros.Add(Items.Describe(item));
        }
        if (zeros.Count > 0)
            throw new InvalidInputException(
                $"{Embeddings.Name}: {zeros.Count} rows are all zeros, and have no cosine distance", zeros,
                "Leave these items out, fix the encoder, or use another `Distance`.");
    }
}
