
namespace Tercet;

/// <summary>
/// From where the distance to other classes is measured: a class's catalog item, of several another each pass, or where there is no catalog the mean of its items,
/// summed in float64 in their order.
/// </summary>
internal sealed class ClassAnchors
{
    private readonly MiningSource _source;
    private readonly Subset _subset;
    private readonly ItemRotation _rotation;
    private readonly EmbeddingMatrix? _means;

    public ClassAnchors(MiningSource source, BatchOptions options, Subset subset, Split split)
    {
        (_source, _subset) = (source, subset);
        _rotation = new ItemRotation(options.Seed, RandomPurpose.CatalogRotation, (ulong)split);
        if (source.Data.Catalog is not null)
            return;
        _means = Means(options.MaxDegreeOfParallelism);
        if (options.Distance == Distance.Cosine)
            RequireLength(_means);
    }

    /// <summary>The matrix that they are rows of.</summary>
    public EmbeddingMatrix Matrix => _means ?? _source.AnchorEmbeddings;

    /// <summary>The row of each class of the split in a pass, by the class's place in <see cref="Subset.PresentClasses"/>.</summary>
    public int[] RowsOf(long pass)
    {
        var rows = new int[_subset.Classes];
        for (var place = 0; place < rows.Length; place++)
            rows[place] = _means is null ? CatalogItemOf(_subset.PresentClasses[place], pass) : place;
        return rows;
    }

    /// <summary>The catalog item that a class brings to a pass.</summary>
    public int CatalogItemOf(int number, long pass)
    {
        var chosen = 0;
        _rotation.Choose(_subset.AnchorsOf(number), number, pass, new Span<int>(ref chosen));
        return chosen;
    }

    private EmbeddingMatrix Means(int threads)
    {
        var items = _source.ItemEmbeddings;
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
                    items.CopyRow(item, buffers.Row);
                    for (var k = 0; k < dimensions; k++)
                        buffers.Sum[k] += buffers.Row[k];
                }
                for (var k = 0; k < dimensions; k++)
                    values[place * dimensions + k] = (float)(buffers.Sum[k] / members.Length);
                return buffers;
            },
            _ => { });
        return EmbeddingMatrix.FromArray(values, dimensions, $"{items.Name}, class means");
    }

    private void RequireLength(EmbeddingMatrix means)
    {
        var row = new float[means.Dimensions];
        var zeros = new List<string>();
        for (var place = 0; place < means.Count; place++)
        {
            means.CopyRow(place, row);
            if (Array.TrueForAll(row, value => value == 0))
                zeros.Add(_source.Data.ClassNames[_subset.PresentClasses[place]]);
        }
        if (zeros.Count > 0)
            throw new InvalidInputException($"{means.Name}: those of {zeros.Count} classes are all zeros, and have no cosine distance", zeros, "Give a catalog to measure from, or use another distance.");
    }
}
