using CsCheck;

namespace Tercet.Tests;

/// <summary>How anchors and items are related.</summary>
internal enum RelationKind
{
    Pairs,
    OneLabel,
    AnyLabel,
    AllLabels,
}

/// <summary>
/// A random relation of anchors and items, with ties and duplicate embeddings: pairs of queries and passages, many to many, some
/// of neither in any pair and some left out; or items of several labels or of one, with a catalog or without. Its members say in
/// plain terms what docs/definitions.md says.
/// </summary>
internal sealed record RelationScenario(
    RelationKind Kind, string[][] ItemLabels, string[][]? CatalogLabels, (int Query, int Passage)[] Pairs, int[] LeftOut,
    string?[]? ItemGroups, string?[]? AnchorGroups, float[] Items, float[]? Catalog, int Dimensions,
    (int Anchor, int Negative)[] Excluded, (int Anchor, int Item, double Score)[]? Scores)
{
    public const string Separator = "|";

    public int ItemCount => Items.Length / Dimensions;

    public int AnchorCount => (Catalog ?? Items).Length / Dimensions;

    /// <summary>Classes in the order of their numbers: for pairs the queries, else labels in the order of the items.</summary>
    public string[] Classes => Kind == RelationKind.Pairs
        ? [.. Enumerable.Range(0, AnchorCount).SelectMany(ClassesOfAnchor)]
        : [.. ItemLabels.SelectMany(labels => labels).Distinct()];

    /// <summary>Rows of the table that splits are made of: queries for pairs, else items.</summary>
    public int[] Units => Kind == RelationKind.Pairs
        ? [.. Enumerable.Range(0, AnchorCount).Where(row => ClassesOfAnchor(row).Length > 0)]
        : [.. Enumerable.Range(0, ItemCount).Where(row => ItemLabels[row].Length > 0)];

    public string?[]? UnitGroups => Kind == RelationKind.Pairs ? AnchorGroups : ItemGroups;

    public float[] ItemRow(int i) => Items[(i * Dimensions)..((i + 1) * Dimensions)];

    public float[] AnchorRow(int i) => (Catalog ?? Items)[(i * Dimensions)..((i + 1) * Dimensions)];

    public bool TakesPart(int item) => Kind == RelationKind.Pairs ? !LeftOut.Contains(item) : ItemLabels[item].Length > 0;

    public string[] ClassesOfUnit(int row) => Kind == RelationKind.Pairs ? ClassesOfAnchor(row) : ItemLabels[row];

    public string[] ClassesOfAnchor(int anchor)
    {
        if (Kind != RelationKind.Pairs)
            return (CatalogLabels ?? ItemLabels)[anchor];
        return Pairs.Any(pair => pair.Query == anchor && TakesPart(pair.Passage)) ? [$"q{anchor}"] : [];
    }

    /// <summary>Whether an item must not be an anchor's negative.</summary>
    public bool IsRelated(int anchor, int item) =>
        (Kind == RelationKind.Pairs
            ? Pairs.Contains((anchor, item))
            : ClassesOfAnchor(anchor).Intersect(ItemLabels[item]).Any())
        || Excluded.Contains((anchor, item))
        || (ItemGroups?[item] is { } group && group == (Catalog is null ? ItemGroups : AnchorGroups!)[anchor]);

    /// <summary>Whether an item may be the positive in a step, of a class of the anchor.</summary>
    public bool IsPositive(int anchor, int item, string label) =>
        (Catalog is not null || anchor != item) && Kind switch
        {
            RelationKind.Pairs => Pairs.Contains((anchor, item)),
            RelationKind.AllLabels => ClassesOfAnchor(anchor).All(ItemLabels[item].Contains),
            _ => ItemLabels[item].Contains(label),
        };

    public string NegativeClassOf(int item) => Kind == RelationKind.Pairs ? "" : TextOf(ItemLabels[item])!.Trim();

    public LabeledItems ToItems()
    {
        var items = Kind == RelationKind.Pairs
            ? FromPairs()
            : Kind == RelationKind.OneLabel
                ? new LabeledItems(Table(ItemLabels, ItemGroups), CatalogTable(), Excluded)
                : LabeledItems.WithSeveralLabels(
                    Table(ItemLabels, ItemGroups), Separator, Kind == RelationKind.AnyLabel ? LabelMatch.Any : LabelMatch.All,
                    CatalogTable(), Excluded);
        return Scores is null ? items : items.WithScores(new PairScores(Scores));
    }

    public EmbeddingMatrix ItemMatrix() => EmbeddingMatrix.FromArray(Items, Dimensions);

    public EmbeddingMatrix? CatalogMatrix() => Catalog is null ? null : EmbeddingMatrix.FromArray(Catalog, Dimensions);

    private LabeledItems FromPairs() => LabeledItems.FromPairs(
        ItemTable.WithoutClasses([.. Enumerable.Range(0, AnchorCount).Select(i => $"q{i}")], groups: AnchorGroups),
        ItemTable.WithoutClasses([.. Enumerable.Range(0, ItemCount).Select(i => $"p{i}")], groups: ItemGroups).Without(LeftOut),
        Pairs, Excluded);

    private ItemTable? CatalogTable() => CatalogLabels is null ? null : Table(CatalogLabels, AnchorGroups);

    private ItemTable Table(string[][] labels, string?[]? groups) => new([.. labels.Select(TextOf)], groups: groups);

    /// <summary>Labels of an item as a table has them; several with blanks, gaps and repetitions.</summary>
    private string? TextOf(string[] labels) => labels.Length == 0
        ? null
        : Kind == RelationKind.OneLabel ? labels[0] : string.Join($" {Separator}", labels) + $"{Separator}{Separator} {labels[0]} ";

    /// <param name="kinds">Kinds of relation.</param>
    /// <param name="unitLength">Only rows of unit length, as distance-weighted sampling requires.</param>
    /// <param name="nonZero">No rows of zeros, as the cosine distance requires.</param>
    /// <param name="style">The style of embeddings (<see cref="Scenario.Rows"/>); null for any.</param>
    /// <param name="maxItems">Items, at most; half as many at least where they are more than 50.</param>
    public static Gen<RelationScenario> Generator(
        RelationKind[] kinds, bool unitLength, bool nonZero, int? style = null, int maxItems = 50) =>
        from kind in Gens.OneOf(kinds)
        from itemCount in Gen.Int[maxItems > 50 ? maxItems / 2 : 10, maxItems]
        from anchorCount in Gen.Int[10, 16]
        from dimensions in Gen.OneOf(Gen.Int[1, 9], Gen.Const(3), Gen.Int[15, 40])
        from rows in style is { } one ? Gen.Const(one) : unitLength ? Gen.Const(4) : Gen.Int[0, 5]
        from withCatalog in Gen.Bool
        from groups in Gens.OneOf(0, 0, 6, 30)
        from itemLabels in Gen.Int[-2, 7].Array[0, 3].Array[itemCount]
        from catalogLabels in Gen.Int[-1, 9].Array[0, 2].Array[anchorCount]
        from pairs in Gen.Select(Gen.Int[0, anchorCount - 1], Gen.Int[0, itemCount - 1]).Array[5, 40]
        from leftOut in Gen.Int[1, itemCount - 1].Array[0, 3]
        from itemGroups in Gen.Int[-1, Math.Max(0, groups)].Array[itemCount]
        from anchorGroups in Gen.Int[-1, Math.Max(0, groups)].Array[anchorCount]
        from items in Scenario.Rows(itemCount, dimensions, rows)
        from catalog in Scenario.Rows(anchorCount, dimensions, rows)
        from excluded in Gen.Select(Gen.Int[0, 9], Gen.Int[0, itemCount - 1]).Array[0, 8]
        from scored in Gens.OneOf(0, 0, 0, 60, 400)
        from scores in Gen.Select(Gen.Int[0, 15], Gen.Int[0, itemCount - 1], Gen.Int[-4, 4]).Array[scored]
        select Build(
            kind, dimensions, withCatalog, itemLabels, catalogLabels, pairs, leftOut, groups == 0 ? null : (itemGroups, anchorGroups),
            items, catalog, excluded, scored == 0 ? null : scores, nonZero);

    private static RelationScenario Build(
        RelationKind kind, int dimensions, bool withCatalog, int[][] itemLabels, int[][] catalogLabels,
        (int Query, int Passage)[] pairs, int[] leftOut, (int[] Items, int[] Anchors)? groups, float[] items, float[] catalog,
        (int, int)[] excluded, (int Anchor, int Item, int Score)[]? scores, bool nonZero)
    {
        const int Labels = 8;
        static string? Name(int number) => number < 0 ? null : $"g{number}";
        string[] Texts(int[] numbers, int[] own)
        {
            var all = own.Concat(numbers.Where(n => n >= 0)).Distinct().Select(n => $"c{n}");
            return [.. kind == RelationKind.OneLabel ? all.Take(1) : all];
        }

        (withCatalog, var withLabels) = (withCatalog || kind == RelationKind.Pairs, kind != RelationKind.Pairs);
        foreach (var rows in new[] { items, catalog })
        {
            for (var i = 0; nonZero && i < rows.Length; i += dimensions)
                rows[i] += rows.AsSpan(i, dimensions).ContainsAnyExcept(0f) ? 0 : 1;
        }
        var anchors = (withCatalog ? catalog : items).Length / dimensions;
        return new RelationScenario(
            kind,
            // Four labels on two items each, so that any split by class can supply anchors.
            withLabels ? [.. itemLabels.Select((numbers, i) => Texts(numbers, i < 8 ? [i / 2] : []))] : [],
            withLabels && withCatalog ? [.. catalogLabels.Select((numbers, i) => Texts(numbers, i < Labels ? [i] : []))] : null,
            // The four first queries have a positive that is not left out.
            withLabels ? [] : [(0, 0), (1, 0), (2, 0), (3, 0), .. pairs], withLabels ? [] : leftOut,
            groups is { } g ? Array.ConvertAll(g.Items, Name) : null,
            groups is { } h && withCatalog ? Array.ConvertAll(h.Anchors, Name) : null,
            items, withCatalog ? catalog : null, dimensions, excluded,
            scores is null
                ? null
                :
                [
                    .. scores.Where(s => s.Anchor < anchors).DistinctBy(s => (s.Anchor, s.Item))
                        .Select(s => (s.Anchor, s.Item, s.Score / 2.0)),
                ]);
    }
}
