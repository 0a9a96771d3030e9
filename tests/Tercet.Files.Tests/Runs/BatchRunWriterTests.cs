namespace Tercet.Files.Tests.Runs;

public sealed class BatchRunWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_of_batches_is_written_and_described()
    {
        var shown = new List<Batch>();
        var miner = new BatchMiner(
            SmallRun.Source(withFiles: true, withCatalog: true),
            new BatchOptions { ClassesPerBatch = 4, SamplesPerClass = 8, Epochs = 3, MaxDegreeOfParallelism = 2 });
        using (var folder = RunFolder.Create(_folder["run"]))
        {
            var writer = new BatchRunWriter(folder, miner, TableFormat.Jsonl, shown.Add);
            writer.Write(cancellationToken: Cancellation);
            writer.WriteManifest(writer.Describe("1.2", [], "report.html"));
            folder.Commit();
            Assert.Equal((6, 6 + 6 * 1, 6), (writer.Train.Batches, writer.Train.Count, writer.Train.Classes)); // a batch of four and one of two an epoch
            Assert.Equal((3, 3), (writer.Train.FewestTimes, writer.Train.MostTimes));
            Assert.Equal(1, writer.Test.Batches);
        }
        var manifest = RunManifest.Read(_folder["run"]);
        Assert.Equal(["train.jsonl", "test.jsonl", "report.html"], manifest.Files);
        Assert.Equal(("train.jsonl", 6, 6, 6, null), (manifest.Train.File, manifest.Train.Count, manifest.Train.TotalSteps, manifest.Train.Classes, manifest.Train.Triplets));
        Assert.Equal(
            ("test.jsonl", 1, 1, 2), (manifest.Test!.File, manifest.Test.Count, manifest.Test.TotalSteps, manifest.Test.Classes));
        Assert.Equal(
            [
                new ManifestSkip(
                    8, "classes with fewer items than they bring to a batch", "their items come more than once in it"),
                new ManifestSkip(
                    4, "batches of fewer classes than asked",
                    "the last of a pass, or such as excluded pairs and groups left no other class for"),
            ],
            manifest.Skipped);
        Assert.Equal(
            shown.Select(batch => (batch.Step, string.Join(' ', batch.Items))),
            BatchReader.Read(_folder["run/train.jsonl"]).Select(rows => (rows[0].Step, string.Join(' ', rows.Select(row => row.Item)))));
    }

    [Fact]
    public void Batches_in_which_no_class_joins_another_are_refused()
    {
        var source = new MiningSource(
            new Dataset(new ItemTable(["a", "a", "b", "b"])), EmbeddingMatrix.FromArray([0, 0, 1, 1], 1));
        using var folder = RunFolder.Create(_folder["run"]);
        var writer = new BatchRunWriter(
            folder, new BatchMiner(source, new BatchOptions { TestRatio = 0, MinDistance = 2 }), TableFormat.Csv);
        Assert.Equal(
            "no class joins another: the excluded pairs, groups or minimal distance rule out every one, or the steps are of "
            + "batches of one class, the last of a pass. Loosen them, or take more steps.",
            Assert.Throws<InvalidInputException>(() => writer.Write(cancellationToken: Cancellation)).Message);
    }
}
