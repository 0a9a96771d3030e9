namespace Tercet.Tests.Data;

public sealed class ItemTableTests
{
    [Fact]
    public void Lists_of_different_lengths_are_refused()
    {
        Assert.Equal(
            "items: 2 items but 1 files. Expected one for each item.",
            Assert.Throws<InvalidInputException>(() => new ItemTable(["a", "b"], files: ["x"])).Message);
        Assert.Equal(
            "items: 2 items but 3 groups. Expected one for each item.",
            Assert.Throws<InvalidInputException>(() => new ItemTable(["a", "b"], groups: ["x", "y", "z"])).Message);
        Assert.Equal(
            "items: 1 file names occur more than once:\n  item 1: x (first in item 0)\n"
            + "Expected one row per file, since an item has one class. Remove duplicate rows.",
            Assert.Throws<InvalidInputException>(() => new ItemTable(["a", "b"], files: ["x", "x"])).Message);
    }

    [Fact]
    public void No_items_are_refused() =>
        Assert.Equal(
            "items: no items. Expected one or more.", Assert.Throws<InvalidInputException>(() => new ItemTable([])).Message);

    [Fact]
    public void Rows_left_out_keep_their_number_and_all_but_their_class()
    {
        var whole = new ItemTable(
            ["cat", null, "dog", "dog"], ["a.jpg", "b.jpg", "c.jpg", "d.jpg"], ["x", "y", null, "x"], "train.csv",
            rowNumbers: [2, 3, 5, 6]);
        var table = whole.Without([3, 1, 3]);
        Assert.Equal(["cat", null, "dog", null], table.Classes);
        Assert.Equal((1, 1, 4), (table.WithoutClass, table.WithoutImage, table.Count));
        Assert.Equal(whole.Files, table.Files);
        Assert.Equal(whole.Groups, table.Groups);
        Assert.Equal(whole.Source, table.Source);
        Assert.Equal("row 6: d.jpg", table.Describe(3));
        Assert.Equal(["cat", null, "dog", "dog"], whole.Classes);
        Assert.Equal((1, 0), (whole.WithoutClass, whole.WithoutImage));
    }

    [Fact]
    public void Rows_left_out_twice_count_once()
    {
        var table = new ItemTable(["a", "b", null, "c"]).Without([0, 2]).Without([0, 1]);
        Assert.Equal([null, null, null, "c"], table.Classes);
        Assert.Equal((1, 2), (table.WithoutClass, table.WithoutImage));
    }

    [Fact]
    public void Other_classes_leave_all_else_as_it_was()
    {
        var whole = new ItemTable(
            ["cat", null, "dog"], ["a.jpg", "b.jpg", "c.jpg"], ["x", "y", null], "train.csv", rowNumbers: [2, 3, 5],
            texts: ["one", "two", "three"]);
        var table = whole.WithClasses([" dog ", "wolf", " "]);
        Assert.Equal(["dog", "wolf", null], table.Classes);
        Assert.Equal((1, 0, 3), (table.WithoutClass, table.WithoutImage, table.Count));
        Assert.Equal((whole.Files, whole.Groups, whole.Texts, whole.Source), (table.Files, table.Groups, table.Texts, table.Source));
        Assert.Equal("row 5: c.jpg", table.Describe(2));
        Assert.Equal(["cat", null, "dog"], whole.Classes);
    }

    [Fact]
    public void Classes_of_other_items_are_refused() =>
        Assert.Equal("items: 3 items but 2 classes. Expected one for each item.", Assert.Throws<InvalidInputException>(
            () => new ItemTable(["a", "b", "c"]).WithClasses(["a", "b"])).Message);

    [Fact]
    public void An_item_that_gets_a_class_needs_a_file_of_its_own()
    {
        var table = new ItemTable(["a", "b", null], ["1", "2", "1"], rowNumbers: [2, 3, 4]);
        Assert.Equal(
            "items: 1 file names occur more than once:\n  row 4: 1 (first in row 2)\nExpected one row per file, since an item has one "
                + "class. Remove duplicate rows.",
            Assert.Throws<InvalidInputException>(() => table.WithClasses(["a", "b", "b"])).Message);
        Assert.Equal(
            ["a", "b", "b"], new ItemTable(["a", "b", null], ["1", "2", "1"], uniqueFiles: false).WithClasses(["a", "b", "b"]).Classes);
    }

    [Fact]
    public void Items_that_were_left_out_or_have_no_classes_get_none()
    {
        Assert.Throws<InvalidOperationException>(() => new ItemTable(["a", "b"]).Without([0]).WithClasses(["a", "b"]));
        Assert.Throws<InvalidOperationException>(() => ItemTable.WithoutClasses(["a", "b"]).WithClasses(["a", "b"]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_row_that_is_not_there_is_refused(int row) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemTable(["a", "b"]).Without([0, row]));

    [Fact]
    public void Where_too_little_is_left_the_images_are_named_as_the_cause()
    {
        var items = new ItemTable(["cat", "dog", null]);
        Assert.Equal(
            "items: no row has a class (2 rows whose images could not be used are left out). Expected a class label in each.",
            FaultOf(items.Without([0, 1])));
        Assert.Equal(
            "items: one class only, 'dog' (1 rows whose images could not be used are left out). "
            + "A triplet's negative is of another class: expected two classes or more.",
            FaultOf(items.Without([0])));
        Assert.Equal(
            "items: the catalog lacks 1 of the 2 classes in items (1 rows whose images could not be used are left out):\n  cat\n"
            + "Expected at least one catalog item for every class, since anchors come from there. "
            + "Add them, remove the items of these classes, or leave the catalog out.",
            FaultOf(items, new ItemTable(["cat", "dog"]).Without([0])));
    }

    private static string FaultOf(ItemTable items, ItemTable? catalog = null) =>
        Assert.Throws<InvalidInputException>(() => new LabeledItems(items, catalog)).Message;
}
