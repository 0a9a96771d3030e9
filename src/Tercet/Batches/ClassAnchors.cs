namespace Tercet;

/// <summary>
/// Where the distance to other classes is measured from: a class's catalog item (of several, another in each pass), or where
/// there is no catalog the mean of its items, summed in float64 in their order.
/// </summary>
internal sealed class ClassAnchors
{
    private readonly EmbeddedItems _embedded;
    private readonly Subset _subset;
    private readonly ItemRotation _rotation;
    private readonly EmbeddingMatrix? _means;

    public ClassAnchors(EmbeddedItems embedded, BatchOptions options)
    {
        (_embedded, _subset) = (embedded, embedded.Subset);
        _rotation = new ItemRotation(options.Seed, RandomPurpose.CatalogRotation, (ulong)_subset.Part);
        if (_subset.Data.Catalog is not null)
            return;
        _means = Means(options.MaxDegreeOfParallelism);
        if (options.Distance == Distance.Cosine)
            RequireDirections(_means);
    }

    /// <summary>The matrix that the anchors are rows of.</summary>
    public EmbeddingMatrix Matrix => _means ?? _embedded.Anchors;

    /// <summary>
    /// The row of each class of the split in a pass, by the class's place in <see cref="Subset.PresentClasses"/>.
    /// </summary>
    public int[] RowsOf(long pass)
    {
        var rows = new int[_subset.Classes];
        for (var place = 0; place < rows.Length; place++)
            rows[place] = _means is null ? CatalogItemOf(_subset.PresentClasses[place], pass) : place;
        return rows;
    }

    /// <summary>The catalog item that a class contributes to a pass.</summary>
    public int CatalogItemOf(int number, long pass)
    {
        var chosen = 0;
        _rotation.Choose(_subset.AnchorsOf(number), number, pass, new Span<int>(ref chosen));
        return chosen;
    }

    private EmbeddingMatrix Means(int threads)
    {
        var items = _embedded.Items;
        var dimensions = items.Dimensions;
        var values = new float[checked(_subset.Classes * dimensions)];
        Parallel.For(0, _subset.Classes, new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => (Sum: new double[dimensions], Row: new float[dimensions]),
            (place, _, buffers) =>
            {
                Array.Clear(buffers.Sum);
                var members = _subset.ItemsOf(_subset.PresentClasses[place]);
                foreach (var item in members)
                {
                    var row = items.ReadRow(item, buffers.Row);
                    for (var k = 0; k < dimensions; k++)
                        buffers.Sum[k] += row[k];
                }
                for (var k = 0; k < dimensions; k++)
                    values[place * dimensions + k] = (float)(buffers.Sum[k] / members.Length);
                return buffers;
            },
            _ => { });
        return EmbeddingMatrix.FromArray(values, dimensions, $"{items.Name}, class means");
    }

    private void RequireDirections(EmbeddingMatrix means)
    {
        var row = new float[means.Dimensions];
        var zeros = new List<string>();
        for (var place = 0; place < means.Count; place++)
        {
            if (!means.ReadRow(place, row).ContainsAnyExcept(0f))
                zeros.Add(_subset.Data.ClassNames[_subset.PresentClasses[place]]);
        }
        if (zeros.Count > 0)
            throw new InvalidInputException(
                $"{means.Name}: those of {zeros.Count} classes are all zeros, and have no cosine distance", zeros,
                "Give a catalog to measure from, or use another `Distance`.");
    }
}
