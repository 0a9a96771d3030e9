using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class ItemSearchTests
{
    private static readonly ItemSet Items = new(
        new ItemTable(
            ["dog", "cat", "catfish", "bird", null, "bird"],
            ["cat", "a.png", "b.png", "my-cat.png", "cat-5", "f.png"],
            texts: ["", "", "", "", "", "A Cat asleep."]),
        null);

    [Fact]
    public void Classes_come_before_files_and_whole_names_before_parts() => Assert.Equal([1, 0, 2, 3, 4, 5], ItemSearch.Find(Items, " CAT "));

    [Theory]
    [InlineData("fish", new[] { 2 })]
    [InlineData("ASLEEP", new[] { 5 })]
    [InlineData(".png", new[] { 1, 2, 3, 5 })]
    [InlineData("bird", new[] { 3, 5 })]
    [InlineData("x", new int[0])]
    public void Any_part_of_a_name_or_text_finds_it(string text, int[] rows) => Assert.Equal(rows, ItemSearch.Find(Items, text));

    [Fact]
    public void A_class_that_is_nearly_what_was_typed_is_suggested()
    {
        Assert.Contains("catfish", ItemSearch.SuggestionFor(Items, "catfsh"), StringComparison.Ordinal);
        Assert.Equal("", ItemSearch.SuggestionFor(Items, "zzzzzzzzzz"));
    }
}
