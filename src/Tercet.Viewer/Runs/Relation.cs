using Tercet.CommandLine.Data;

namespace Tercet.Viewer.Runs;

/// <summary>Which items are of the same class as an anchor, or relevant for a query.</summary>
public sealed class Relation
{
    private readonly DataTables _tables;
    private readonly HashSet<(int, int)>? _pairs;
    private readonly ILookup<string, int> _anchorsByLabel, _itemsByLabel;

    /// <summary>Takes the relation of tables.</summary>
    /// <param name="tables">The tables.</param>
    public Relation(DataTables tables)
    {
        _tables = tables;
        _pairs = tables.Pairs is null ? null : [.. tables.Pairs];
        _itemsByLabel = ByLabel(tables.Items);
        _anchorsByLabel = tables.Catalog is null ? _itemsByLabel : ByLabel(tables.Catalog);
    }

    /// <summary>Whether the data are queries and passages.</summary>
    public bool IsOfPairs => _pairs is not null;

    /// <summary>Whether an item is a positive of an anchor: relevant for a query, of its class, or of its labels as the run matched them.</summary>
    public bool IsPositive(int anchor, int item) => _tables.Match == LabelMatch.All && !IsOfPairs
        ? _tables.LabelsOf(_tables.Anchors.Classes[anchor]).ToList() is { Count: > 0 } labels
            && !labels.Except(_tables.LabelsOf(_tables.Items.Classes[item])).Any()
        : AreRelated(anchor, item);

    /// <summary>Whether an item is no negative of an anchor: relevant for a query, or with a label in common.</summary>
    public bool AreRelated(int anchor, int item) => _pairs?.Contains((anchor, item))
        ?? Share(_tables.Anchors.Classes[anchor], _tables.Items.Classes[item]);

    /// <summary>Whether two anchors have a class in common.</summary>
    public bool AnchorsShareClass(int one, int other) => Share(_tables.Anchors.Classes[one], _tables.Anchors.Classes[other]);

    /// <summary>Whether two items have a class in common.</summary>
    public bool ItemsShareClass(int one, int other) => Share(_tables.Items.Classes[one], _tables.Items.Classes[other]);

    /// <summary>The anchors of an item's classes, ascending.</summary>
    public int[] AnchorsOf(int item) =>
        [.. _tables.LabelsOf(_tables.Items.Classes[item]).SelectMany(label => _anchorsByLabel[label]).Distinct().Order()];

    /// <summary>The items of a label.</summary>
    public IEnumerable<int> ItemsOf(string label) => _itemsByLabel[label];

    /// <summary>The passages that are relevant for a query, ascending.</summary>
    public int[] PassagesOf(int query) =>
        [.. _tables.Pairs!.Where(pair => pair.Query == query).Select(pair => pair.Passage).Distinct().Order()];

    private bool Share(string? one, string? other) => _tables.ClassSeparator is null
        ? one is not null && one == other
        : _tables.LabelsOf(one).Intersect(_tables.LabelsOf(other)).Any();

    private ILookup<string, int> ByLabel(ItemTable table) => Enumerable.Range(0, table.Count)
        .Where(table.TakesPart)
        .SelectMany(row => _tables.LabelsOf(table.Classes[row]), (row, label) => (row, label))
        .ToLookup(pair => pair.label, pair => pair.row, StringComparer.Ordinal);
}
