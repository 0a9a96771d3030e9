using CsCheck;

namespace Tercet.Tests;

/// <summary>
/// A random data set: with ties and duplicates, singleton classes, rows without a class, groups, excluded pairs, a catalog or
/// none.
/// </summary>
internal sealed record Scenario(
    string?[] Classes, string?[]? Groups, float[] Items, string?[]? CatalogClasses, string?[]? CatalogGroups, float[]? Catalog,
    int Dimensions, (int Anchor, int Negative)[] Excluded)
{
    public float[] ItemRow(int i) => Items[(i * Dimensions)..((i + 1) * Dimensions)];

    public float[] AnchorRow(int i) => (Catalog ?? Items)[(i * Dimensions)..((i + 1) * Dimensions)];

    public bool IsExcluded(int anchor, int item) =>
        Excluded.Contains((anchor, item))
        || (Groups is not null && Groups[item] is { } group && group == (CatalogGroups ?? Groups)[anchor]);

    public LabeledItems ToItems() => new(
        new ItemTable(Classes, groups: Groups),
        CatalogClasses is null ? null : new ItemTable(CatalogClasses, groups: CatalogGroups), Excluded);

    public EmbeddingMatrix ItemMatrix() => EmbeddingMatrix.FromArray(Items, Dimensions);

    public EmbeddingMatrix? CatalogMatrix() => Catalog is null ? null : EmbeddingMatrix.FromArray(Catalog, Dimensions);

    /// <summary>Components on a coarse grid (many ties), far from the origin, tiny, huge, or plain.</summary>
    private static readonly Gen<float> Component = Gen.Int[0, 4].SelectMany(kind => kind switch
    {
        0 => Gen.Int[-2, 2].Select(x => (float)x),
        1 => Gen.Int[-3, 3].Select(x => 1e6f + x),
        2 => Gen.Float[-1e-20f, 1e-20f],
        3 => Gen.Float[-1e30f, 1e30f],
        _ => Gen.Float[-1, 1],
    });

    internal static Gen<float[]> Rows(int rows, int dimensions, int style) => style switch
    {
        0 => Gen.Int[-1, 1].Select(x => (float)x).Array[rows * dimensions],
        1 => Gen.Float[-1, 1].Array[rows * dimensions],
        2 => Gen.Float[-0.001f, 0.001f].Select(x => 1000 + x).Array[rows * dimensions],
        3 => Gen.Const(0.25f).Array[rows * dimensions],
        4 => Gen.Float[-1, 1].Array[rows * dimensions].Select(values => Normalise(values, dimensions)),
        _ => Component.Array[rows * dimensions],
    };

    private static float[] Normalise(float[] values, int dimensions)
    {
        for (var start = 0; start < values.Length; start += dimensions)
        {
            var row = values.AsSpan(start, dimensions);
            var length = 0.0;
            foreach (var x in row)
                length += (double)x * x;
            length = Math.Sqrt(length);
            foreach (ref var x in row)
                x = length == 0 ? (float)(1 / Math.Sqrt(dimensions)) : (float)(x / length);
        }
        return values;
    }

    /// <param name="unitLength">Only rows of unit length, as distance-weighted sampling requires.</param>
    /// <param name="nonZero">No rows of zeros, as the cosine distance requires.</param>
    public static Gen<Scenario> Generator(bool unitLength, bool nonZero) =>
        from classCount in Gen.Int[4, 12]
        from itemCount in Gen.Int[12, 70]
        from dimensions in Gen.OneOf(Gen.Int[1, 9], Gen.Int[15, 40], Gen.Const(300))
        from style in unitLength ? Gen.Const(4) : Gen.Int[0, 5]
        from withCatalog in Gen.Bool
        from withGroups in Gen.Bool
        from catalogCount in Gen.Int[classCount, 2 * classCount]
        from labels in Gen.Int[-1, classCount - 1].Array[itemCount]
        from groups in Gen.Int[-1, 5].Array[itemCount]
        from catalogGroups in Gen.Int[-1, 5].Array[catalogCount]
        from items in Rows(itemCount, dimensions, style)
        from catalog in Rows(catalogCount, dimensions, style)
        from excluded in Gen.Select(Gen.Int[0, catalogCount - 1], Gen.Int[0, itemCount - 1]).Array[0, 8]
        select Build(
            classCount, dimensions, withCatalog, withGroups, labels, groups, catalogGroups, items, catalog, excluded, nonZero);

    private static Scenario Build(
        int classCount, int dimensions, bool withCatalog, bool withGroups, int[] labels, int[] groups, int[] catalogGroups,
        float[] items, float[] catalog, (int, int)[] excluded, bool nonZero)
    {
        static string? Name(string prefix, int number) => number < 0 ? null : $"{prefix}{number}";

        // Two items in each of the first four classes, so that any split by class can supply anchors.
        for (var i = 0; i < 8; i++)
            labels[i] = i / 2;
        if (nonZero)
        {
            for (var i = 0; i < items.Length; i += dimensions)
                items[i] += items.AsSpan(i, dimensions).ContainsAnyExcept(0f) ? 0 : 1;
            for (var i = 0; i < catalog.Length; i += dimensions)
                catalog[i] += catalog.AsSpan(i, dimensions).ContainsAnyExcept(0f) ? 0 : 1;
        }
        return new Scenario(
            Array.ConvertAll(labels, n => Name("c", n)),
            withGroups ? Array.ConvertAll(groups, n => Name("g", n)) : null,
            items,
            withCatalog ? [.. Enumerable.Range(0, catalogGroups.Length).Select(i => Name("c", i % classCount))] : null,
            withCatalog && withGroups ? Array.ConvertAll(catalogGroups, n => Name("g", n)) : null,
            withCatalog ? catalog : null,
            dimensions,
            Array.FindAll(excluded, pair => withCatalog || pair.Item1 < labels.Length));
    }
}
