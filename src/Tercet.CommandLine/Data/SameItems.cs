using System.Runtime.InteropServices;
using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>
/// Finds items that are the same as an anchor, or as a positive of it, and decides what they are: the same file, the same text, or
/// the same embedding.
/// </summary>
internal sealed class SameItems
{
    /// <summary>More pairs than this come from embeddings that are all the same, which no handling can help.</summary>
    private const int MaxPairs = 10_000_000;

    private readonly DataTables _tables;
    private readonly Dictionary<string, List<int>>? _itemsByFile;
    private readonly Dictionary<string, List<int>>? _itemsByText;
    private readonly EmbeddingRowsByValue _itemsByEmbedding;

    private SameItems(DataTables tables, EmbeddingMatrix items)
    {
        _tables = tables;
        var taking = Enumerable.Range(0, tables.Items.Count).Where(tables.Items.TakesPart).ToList();
        if (tables.Pairs is null && tables.Items.Files is { } files)
            _itemsByFile = Index(taking, item => Path.GetFullPath(files[item], "/"));
        if (tables.Items.Texts is { } texts)
            _itemsByText = Index(taking, item => texts[item].Trim());
        _itemsByEmbedding = new EmbeddingRowsByValue(items, taking);
    }

    /// <summary>Finds pairs and decides on them.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="items">The embeddings of the items.</param>
    /// <param name="catalog">Those of the catalog; null without one.</param>
    /// <param name="handling">What is done; null for the default: exclude for pairs, else keep.</param>
    public static DataTables Resolve(
        DataTables tables, EmbeddingMatrix items, EmbeddingMatrix? catalog, DuplicateHandling? handling)
    {
        var decided = handling ?? (tables.Pairs is null ? DuplicateHandling.Keep : DuplicateHandling.Exclude);
        if (tables.Catalog is null && decided == DuplicateHandling.Keep)
            return tables; // items of different classes with equal embeddings are noted elsewhere
        if (items.Count != tables.Items.Count || (catalog is not null && catalog.Count != tables.Anchors.Count))
            return tables; // refused where they are mined on
        var found = new SameItems(tables, items);
        var ofAnchors = found.SameAsAnchors(catalog ?? items);
        return tables.Pairs is null
            ? found.Decide(ofAnchors, decided)
            : found.DecidePairs(ofAnchors, decided, catalog!);
    }

    /// <summary>The pairs of an anchor and another item that is the same.</summary>
    private List<(int Anchor, int Item)> SameAsAnchors(EmbeddingMatrix anchorRows)
    {
        var anchors = _tables.Anchors;
        var pairs = new List<(int, int)>();
        for (var anchor = 0; anchor < anchors.Count; anchor++)
        {
            if (!anchors.TakesPart(anchor))
                continue;
            IEnumerable<int> same = _itemsByEmbedding.EqualTo(anchorRows, anchor);
            if (_itemsByFile is not null && anchors.Files is { } files)
                same = same.Concat(_itemsByFile.GetValueOrDefault(Path.GetFullPath(files[anchor], "/")) ?? []);
            same = same.Concat(SameText(anchors, anchor));
            pairs.AddRange(same.Distinct().Where(item => _tables.Catalog is not null || item != anchor).Select(item => (anchor, item)));
            if (pairs.Count > MaxPairs)
                throw new InvalidInputException(
                    Invariant($"{anchorRows.Name}: more than {MaxPairs:N0} pairs of anchor and item are the same. ")
                    + "Check the encoder that wrote the embeddings, or use `Duplicates` = Keep.");
        }
        return pairs;
    }

    private List<int> SameText(ItemTable table, int row) =>
        table.Texts is { } texts && _itemsByText?.GetValueOrDefault(texts[row].Trim()) is { } same ? same : [];

    /// <summary>Decides for items with classes.</summary>
    private DataTables Decide(List<(int Anchor, int Item)> same, DuplicateHandling handling)
    {
        var (anchors, items) = (_tables.Anchors, _tables.Items);
        var ofOneClass = same.Where(pair => anchors.Classes[pair.Anchor] == items.Classes[pair.Item]).ToList();
        var acrossClasses = same.Except(ofOneClass).ToList();
        List<string> notes = [];
        if (_tables.Catalog is { } catalog && same.Count > 0)
        {
            var (anchor, item) = same[0];
            notes.Add(Invariant($"{same.Select(pair => pair.Item).Distinct().Count():N0} items of {items.Source} are in {catalog.Source} too, ")
                + $"such as {items.Describe(item)} and {catalog.Describe(anchor)}: {Said(handling)}");
        }
        if (handling == DuplicateHandling.Keep)
            return notes.Count == 0 ? _tables : _tables with { Notes = [.. _tables.Notes, .. notes] };
        return _tables with
        {
            Items = handling == DuplicateHandling.Exclude && _tables.Catalog is not null
                ? items.Without([.. ofOneClass.Select(pair => pair.Item).Distinct()])
                : items,
            ExcludedPairs = [.. _tables.ExcludedPairs, .. acrossClasses.Concat(SameAsPositives()).Distinct()],
            Notes = [.. _tables.Notes, .. notes],
        };

        static string Said(DuplicateHandling handling) => handling switch
        {
            DuplicateHandling.Keep =>
                "such an item can be its own positive, at distance 0. --duplicates exclude leaves it out.",
            DuplicateHandling.Positive => "they are positives where the class is the same, and never negatives.",
            _ => "they are left out where the class is the same, and are never negatives.",
        };
    }

    /// <summary>Anchors, and items of another class that are the same as an item of theirs.</summary>
    private IEnumerable<(int Anchor, int Item)> SameAsPositives()
    {
        var (anchors, items) = (_tables.Anchors, _tables.Items);
        var anchorsOf = Enumerable.Range(0, anchors.Count).Where(anchors.TakesPart)
            .GroupBy(row => anchors.Classes[row]!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList());
        for (var item = 0; item < items.Count; item++)
        {
            if (!items.TakesPart(item))
                continue;
            foreach (var other in SameText(items, item).Concat(_itemsByEmbedding.EqualTo(item)))
            {
                if (items.Classes[other] == items.Classes[item] || !anchorsOf.TryGetValue(items.Classes[item]!, out var rows))
                    continue;
                foreach (var anchor in rows)
                    yield return (anchor, other);
            }
        }
    }

    /// <summary>Positives of one query that are not related to another with the same text or embedding.</summary>
    private IEnumerable<(int Query, int Passage)> OfSameQueries(HashSet<(int Query, int Passage)> related, EmbeddingMatrix queryRows)
    {
        var queries = _tables.Catalog!;
        var rows = related.Select(pair => pair.Query).Distinct().Order().ToList();
        var byText = queries.Texts is { } texts ? Index(rows, query => texts[query].Trim()) : null;
        var byEmbedding = new EmbeddingRowsByValue(queryRows, rows);
        var positives = related.ToLookup(pair => pair.Query, pair => pair.Passage);
        foreach (var query in rows)
        {
            IEnumerable<int> same = byEmbedding.EqualTo(query);
            if (byText?.GetValueOrDefault(queries.Texts![query].Trim()) is { } equal)
                same = same.Concat(equal);
            foreach (var passage in same.Where(other => other != query).SelectMany(other => positives[other]))
            {
                if (!related.Contains((query, passage)))
                    yield return (query, passage);
            }
        }
    }

    /// <summary>Decides for queries and passages: also on passages that are the same as a positive, and on queries that are the same.</summary>
    private DataTables DecidePairs(List<(int Anchor, int Item)> sameAsQuery, DuplicateHandling handling, EmbeddingMatrix queryRows)
    {
        var related = _tables.Pairs!.ToHashSet();
        var sameAsPositive = new HashSet<(int Query, int Passage)>();
        var ofSameQuery = OfSameQueries(related, queryRows).ToHashSet();
        foreach (var (query, passage) in related)
        {
            foreach (var other in SameText(_tables.Items, passage).Concat(_itemsByEmbedding.EqualTo(passage)))
            {
                if (other != passage && !related.Contains((query, other)))
                    sameAsPositive.Add((query, other));
            }
        }
        List<string> notes = [];
        var said = handling switch
        {
            DuplicateHandling.Keep => "they may be negatives. --duplicates exclude leaves them out.",
            DuplicateHandling.Positive => "they count as positives.",
            _ => "they are neither positives nor negatives.",
        };
        if (sameAsQuery.Count > 0)
            notes.Add(Describe("passages are the same as their query", sameAsQuery[0], sameAsQuery.Count, said));
        if (sameAsPositive.Count > 0)
            notes.Add(Describe("passages are the same as a positive of a query", sameAsPositive.First(), sameAsPositive.Count, said));
        if (ofSameQuery.Count > 0)
            notes.Add(Describe("passages are positives of a query that is the same", ofSameQuery.First(), ofSameQuery.Count, said));
        var same = sameAsQuery.Concat(sameAsPositive).Concat(ofSameQuery).Distinct().ToList();
        if (same.Count == 0)
            return _tables;
        var tables = _tables with { Notes = [.. _tables.Notes, .. notes] };
        if (handling == DuplicateHandling.Exclude && !related.Except(sameAsQuery).Any())
            throw new InvalidInputException(
                Invariant($"{_tables.Items.Source}: the passage of each of {related.Count:N0} pairs is the same as its query by text or ")
                + "embedding, and is excluded. Check the embeddings, or keep such pairs (`Duplicates` = Keep).");
        return handling switch
        {
            DuplicateHandling.Positive => tables with { Pairs = [.. _tables.Pairs!, .. same] },
            DuplicateHandling.Exclude => tables with
            {
                Pairs = [.. _tables.Pairs!.Except(sameAsQuery)],
                ExcludedPairs = [.. _tables.ExcludedPairs, .. same],
            },
            _ => tables,
        };

        string Describe(string what, (int Query, int Passage) pair, int count, string end) =>
            Invariant($"{count:N0} {what} by text or embedding, such as {_tables.Catalog!.KeyOf(pair.Query)} and ")
            + $"{_tables.Items.KeyOf(pair.Passage)}: {end}";
    }

    private static Dictionary<string, List<int>> Index(IEnumerable<int> rows, Func<int, string> keyOf)
    {
        var index = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(index, keyOf(row), out _);
            (list ??= []).Add(row);
        }
        return index;
    }
}
