namespace Tercet.Files.Tests.Runs;

public sealed class SkippedDataTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Items_whose_images_could_not_be_used_are_counted_apart_from_those_without_a_class()
    {
        var items = new ItemTable(["a", "b", null, "a", "b", "a", null]).Without([2, 3, 4]);
        var catalog = new ItemTable(["a", "b", "b", null, "c"]).Without([2]);
        var data = new LabeledItems(items, catalog);
        SkippedCount[] expected =
        [
            new(2, "items without a class", "a row without a class label takes no part"),
            new(1, "catalog items without a class", "a row without a class label takes no part"),
            new(2, "items without an image", "their images, or all those of their class in the catalog, could not be used"),
            new(1, "catalog items without an image", "their images could not be used"),
            new(1, "catalog classes without items", "a class without items has no positive; its catalog items are not used"),
        ];
        Assert.Equivalent(expected, SkippedData.Count(data), strict: true);
        using var folder = RunFolder.Create(_folder["run"]);
        var writer = RunWriter.Create(
            folder, new TripletMiner(data, new TripletOptions { TripletsPerEpoch = 10 }),
            new RunWriterOptions { Format = TableFormat.Csv });
        writer.WriteSequences(Matrix(7), Matrix(5), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equivalent(expected, writer.Describe().Skipped, strict: true);
    }

    [Fact]
    public void Other_files_are_counted_and_what_never_happened_is_not_listed()
    {
        var data = new LabeledItems(["a", "b"]);
        Assert.Empty(SkippedData.Count(data));
        Assert.Equal([(3, "other files")], SkippedData.Count(data, otherFiles: 3).Select(skip => (skip.Count, skip.What)));
    }

    private static EmbeddingMatrix Matrix(int rows) =>
        EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 2 * rows).Select(i => (float)(i * i))], 2);
}
