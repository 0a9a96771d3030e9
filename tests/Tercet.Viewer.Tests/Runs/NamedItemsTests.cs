using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class NamedItemsTests
{
    private static readonly Triplet Triplet = new(0, 0, 0, 1, 3, 0, "cat", "dog", 1, 2, null, 1, 1);

    [Fact]
    public void What_a_triplet_says_of_its_items_is_kept()
    {
        var named = new NamedItems(hasCatalog: false);
        named.Add(new TripletRow(Triplet, "one.png", "three.png", "zero.png") { AnchorText = "One." });
        var (items, anchors) = named.ToSets();
        Assert.Same(items, anchors);
        Assert.Equal(4, items.Count);
        Assert.Equal(["dog", "cat", null, "cat"], Enumerable.Range(0, 4).Select(items.ClassOf));
        Assert.Equal(["zero.png", "one.png", "2", "three.png"], Enumerable.Range(0, 4).Select(items.KeyOf));
        Assert.Equal([null, "One.", null, null], Enumerable.Range(0, 4).Select(items.TextOf));
        Assert.False(items.HasImage(1)); // where images are is not known
    }

    [Fact]
    public void Anchors_of_a_catalog_are_apart()
    {
        var named = new NamedItems(hasCatalog: true);
        named.Add(new TripletRow(Triplet, null, null, null));
        var (items, anchors) = named.ToSets();
        Assert.Equal((4, 2), (items.Count, anchors.Count));
        Assert.Equal("cat", anchors.ClassOf(1));
        Assert.Null(items.ClassOf(1));
        Assert.Equal("1", anchors.KeyOf(1));
    }

    [Fact]
    public void Items_of_batches_are_kept_by_their_role()
    {
        var named = new NamedItems(hasCatalog: true);
        named.Add(new BatchRow(0, 0, 0, 0, null, new BatchItem(0, ItemRole.Catalog, 0, "cat", null, null), "c.png"));
        named.Add(new BatchRow(0, 0, 0, 1, null, new BatchItem(0, ItemRole.Item, 1, "dog", null, null), "d.png"));
        var (items, anchors) = named.ToSets();
        Assert.Equal(("c.png", "d.png"), (anchors.KeyOf(0), items.KeyOf(1)));
    }

    [Fact]
    public void Nothing_is_a_table_without_labels()
    {
        var (items, _) = new NamedItems(hasCatalog: false).ToSets();
        Assert.Null(items.ClassOf(0));
        Assert.Equal("7", items.KeyOf(7)); // outside of the table
        Assert.False(items.Has(-1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Rows_that_no_table_has_are_refused(int row)
    {
        var named = new NamedItems(hasCatalog: false);
        var damaged = new Triplet(0, 0, 0, 1, 3, row, "cat", "dog", 1, 2, null, 1, 1);
        Assert.Throws<InvalidInputException>(() => named.Add(new TripletRow(damaged, null, null, null)));
    }
}
