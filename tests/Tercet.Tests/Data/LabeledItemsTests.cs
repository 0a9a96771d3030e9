namespace Tercet.Tests.Data;

public sealed class LabeledItemsTests
{
    private const string CatalogAdvice = "Expected at least one catalog item for every class, since anchors come from there. "
        + "Add them, remove the items of these classes, or leave the catalog out.";

    private static readonly ItemTable Three = new(["a", null, "b"]);

    private static readonly ItemTable Catalog = new(["a", "b"]);

    [Fact]
    public void Without_any_class_there_is_nothing_to_mine() =>
        Assert.Equal("items: no row has a class. Expected a class label in each.", FaultOf([null, " ", ""]));

    [Fact]
    public void One_class_alone_has_no_negatives() =>
        Assert.Equal(
            "items: one class only, 'cat'. A triplet's negative is of another class: expected two classes or more.",
            FaultOf(["cat", null, " cat "]));

    [Fact]
    public void Classes_that_the_catalog_lacks_are_named() =>
        Assert.Equal(
            $"items: the catalog lacks 2 of the 4 classes in items:\n  dog\n  owl\n{CatalogAdvice}",
            FaultOf(["cat", "dog", "ant", "owl", "dog"], ["ant", "cat", null]));

    [Fact]
    public void Of_many_classes_that_the_catalog_lacks_ten_are_shown_and_the_rest_counted()
    {
        var classes = Enumerable.Range(0, 25).Select(i => $"c{i}").ToArray();
        Assert.Equal(
            string.Join('\n', [
                "items: the catalog lacks 25 of the 26 classes in items:", .. classes.Take(10).Select(c => $"  {c}"),
                "  … and 15 more",
                CatalogAdvice]),
            FaultOf(["known", .. classes], ["known"]));
    }

    [Fact]
    public void Catalog_classes_without_items_are_counted_once_each()
    {
        var data = Create(["cat", "dog"], ["cat", "dog", "owl", "ant", "owl", null]);
        Assert.Equal(2, data.CatalogClassesWithoutItems);
        Assert.Equal([0, 1, -1, -1, -1, -1], Numbers(data.AnchorClasses, data.Anchors));
    }

    [Fact]
    public void Classes_are_numbered_in_order_of_their_first_item_whatever_the_catalog_has()
    {
        var data = Create(["dog", null, "cat", "dog"], ["cat", "dog"]);
        Assert.Equal(["dog", "cat"], data.ClassNames);
        Assert.Equal([0, -1, 1, 0], Numbers(data.ItemClasses, data.Items));
        Assert.Equal([1, 0], Numbers(data.AnchorClasses, data.Anchors));
    }

    [Fact]
    public void Labels_may_be_numbers_of_which_negative_ones_are_none()
    {
        var data = new LabeledItems([7, -1, 0, 7, int.MinValue]);
        Assert.Equal(["7", "0"], data.ClassNames);
        Assert.Equal([0, -1, 1, 0, -1], Numbers(data.ItemClasses, data.Items));
        Assert.Equal(["7", null, "0", "7", null], data.Items.Classes);
        Assert.Equal(
            "items: no row has a class. Expected a class label in each.",
            Assert.Throws<InvalidInputException>(() => new LabeledItems([-1, -2])).Message);
    }

    [Fact]
    public void Groups_are_given_for_both_tables_or_for_none()
    {
        var grouped = new ItemTable(["a", "b"], groups: ["x", "y"], source: "catalog.csv");
        const string Fault = "groups are given for only one of items and catalog.csv. Expected the group column in both.";
        Assert.Equal(Fault, Assert.Throws<InvalidInputException>(() => new LabeledItems(Three, grouped)).Message);
        Assert.Equal(
            Fault,
            Assert.Throws<InvalidInputException>(() => new LabeledItems(
                new ItemTable(["a", "b"], groups: ["x", "y"]), new ItemTable(["a", "b"], source: "catalog.csv"))).Message);
    }

    [Fact]
    public void Excluded_pairs_must_name_rows_that_are_there() =>
        Assert.Equal(
            """
            excluded pairs: 4 name rows that are not in the data:
              0, 3
              2, 0
              -1, 1
              1, -1
            Expected anchors from 0 to 1 (rows of items) and negatives from 0 to 2 (rows of items).
            """,
            Assert.Throws<InvalidInputException>(
                () => new LabeledItems(Three, Catalog, [(0, 2), (2, 0), (-1, 1), (0, 3), (1, -1)])).Message);

    private static string FaultOf(string?[] classes, string?[]? catalog = null) =>
        Assert.Throws<InvalidInputException>(() => Create(classes, catalog)).Message;

    private static LabeledItems Create(string?[] classes, string?[]? catalog) =>
        new(new ItemTable(classes), catalog is null ? null : new ItemTable(catalog));

    private static IEnumerable<int> Numbers(ClassLists classes, ItemTable table) =>
        Enumerable.Range(0, table.Count).Select(row => classes.Of(row) is [var number] ? number : -1);
}
