using Tercet.CommandLine.Data;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class RelationTests
{
    [Fact]
    public void Items_of_one_table_are_related_by_their_class()
    {
        var relation = new Relation(new DataTables(new ItemTable(["a", "b", "a", null, null]), null, [], 0, null));
        Assert.False(relation.IsOfPairs);
        Assert.True(relation.AreRelated(0, 2));
        Assert.False(relation.AreRelated(0, 1));
        Assert.False(relation.AreRelated(3, 4)); // no class is not a class
        Assert.True(relation.ItemsShareClass(2, 0));
        Assert.False(relation.AnchorsShareClass(0, 1));
        Assert.Equal([0, 2], relation.AnchorsOf(2));
        Assert.Empty(relation.AnchorsOf(3));
        Assert.Equal([0, 2], relation.ItemsOf("a"));
        Assert.Empty(relation.ItemsOf("A"));
    }

    [Fact]
    public void Anchors_of_a_catalog_are_rows_of_it()
    {
        var relation = new Relation(new DataTables(new ItemTable(["a", "b"]), new ItemTable(["b", "c", "a", "b"]), [], 0, null));
        Assert.True(relation.AreRelated(anchor: 0, item: 1));
        Assert.False(relation.AreRelated(anchor: 1, item: 0));
        Assert.True(relation.AnchorsShareClass(0, 3));
        Assert.Equal([0, 3], relation.AnchorsOf(1));
        Assert.Equal([1], relation.ItemsOf("b"));
    }

    [Fact]
    public void Items_of_several_labels_are_related_by_any()
    {
        var table = new ItemTable(["a;b", " b ; c", "c", ";", "d", "d;d"]);
        var relation = new Relation(new DataTables(table, null, [], 0, null) { ClassSeparator = ";" });
        Assert.True(relation.AreRelated(0, 1));
        Assert.True(relation.AreRelated(1, 2));
        Assert.False(relation.AreRelated(0, 2));
        Assert.False(relation.AreRelated(3, 3)); // no label
        Assert.Equal([0, 1, 2], relation.AnchorsOf(1));
        Assert.Equal([4, 5], relation.AnchorsOf(5));
    }

    [Fact]
    public void Where_all_labels_must_match_a_positive_has_all_of_the_anchor()
    {
        var table = new ItemTable(["a;b", "b", "a;b;c", ";"]);
        var relation = new Relation(new DataTables(table, null, [], 0, null) { ClassSeparator = ";", Match = LabelMatch.All });
        Assert.True(relation.IsPositive(0, 2));
        Assert.False(relation.IsPositive(0, 1));
        Assert.True(relation.IsPositive(1, 0));
        Assert.False(relation.IsPositive(3, 0)); // no label
        Assert.True(relation.AreRelated(0, 1)); // no negative either
    }

    [Fact]
    public void Queries_and_passages_are_related_by_pairs()
    {
        var tables = new DataTables(ItemTable.WithoutClasses(["p0", "p1", "p2"]), ItemTable.WithoutClasses(["q0", "q1"]), [], 0, null)
        {
            Pairs = [(1, 2), (1, 0), (0, 2), (1, 2)],
        };
        var relation = new Relation(tables);
        Assert.True(relation.IsOfPairs);
        Assert.True(relation.AreRelated(1, 0));
        Assert.False(relation.AreRelated(0, 1));
        Assert.Equal([0, 2], relation.PassagesOf(1));
        Assert.Equal([2], relation.PassagesOf(0));
    }
}
