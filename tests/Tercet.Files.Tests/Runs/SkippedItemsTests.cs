namespace Tercet.Files.Tests.Runs;

public sealed class SkippedItemsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Items_whose_images_could_not_be_used_are_counted_apart_from_those_without_a_class()
    {
        var items = new ItemTable(["a", "b", null, "a", "b", "a", null]).Without([2, 3, 4]);
        var catalog = new ItemTable(["a", "b", "b", null]).Without([2]);
        var source = new MiningSource(new Dataset(items, catalog), Matrix(7), Matrix(4));
        using var folder = RunFolder.Create(_folder["run"]);
        var writer = new TripletRunWriter(
            folder, new TripletMiner(source, new TripletOptions { Triplets = 10, TestRatio = 0 }), TableFormat.Csv);
        writer.Write(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                new ManifestSkip(2, "items without a class", "a row without a class label takes no part"),
                new ManifestSkip(1, "catalog items without a class", "a row without a class label takes no part"),
                new ManifestSkip(
                    2, "items without an image",
                    "their images, or all those of their class in the catalog, could not be used (--on-bad-image skip)"),
                new ManifestSkip(1, "catalog items without an image", "their images could not be used (--on-bad-image skip)"),
            ],
            writer.Describe("0", []).Skipped);
    }

    private static EmbeddingMatrix Matrix(int rows) =>
        EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 2 * rows).Select(i => (float)(i * i))], 2);
}
