namespace Tercet.Tests.Data;

public sealed class DatasetTests
{
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
            """
            items: the catalog lacks 2 of the 4 classes in items:
              dog
              owl
            Expected at least one catalog item for every class, since anchors come from there. Add them, remove the items of these classes, or leave the catalog out.
            """,
            FaultOf(["cat", "dog", "ant", "owl", "dog"], ["ant", "cat", null]));

    [Fact]
    public void Of_many_classes_that_the_catalog_lacks_ten_are_shown_and_the_rest_counted()
    {
        var classes = Enumerable.Range(0, 25).Select(i => $"c{i}").ToArray();
        Assert.Equal(
            string.Join('\n', [
                "items: the catalog lacks 25 of the 26 classes in items:",
                .. classes.Take(10).Select(c => $"  {c}"), "  … and 15 more",
                "Expected at least one catalog item for every class, since anchors come from there. Add them, remove the items "
                + "of these classes, or leave the catalog out."]),
            FaultOf(["known", .. classes], ["known"]));
    }

    [Fact]
    public void Catalog_classes_without_items_are_counted_once_each()
    {
        var data = Create(["cat", "dog"], ["cat", "dog", "owl", "ant", "owl", null]);
        Assert.Equal(2, data.CatalogClassesWithoutItems);
        Assert.Equal([0, 1, -1, -1, -1, -1], data.CatalogClasses!);
    }

    [Fact]
    public void Classes_are_numbered_in_order_of_their_first_item_whatever_the_catalog_has()
    {
        var data = Create(["dog", null, "cat", "dog"], ["cat", "dog"]);
        Assert.Equal(["dog", "cat"], data.ClassNames);
        Assert.Equal([0, -1, 1, 0], data.ItemClasses);
        Assert.Equal([1, 0], data.CatalogClasses!);
    }

    private static string FaultOf(string?[] classes, string?[]? catalog = null) =>
        Assert.Throws<InvalidInputException>(() => Create(classes, catalog)).Message;

    private static Dataset Create(string?[] classes, string?[]? catalog) =>
        new(new ItemTable(classes), catalog is null ? null : new ItemTable(catalog));
}
