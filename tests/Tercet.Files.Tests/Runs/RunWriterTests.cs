using System.Collections.Concurrent;

namespace Tercet.Files.Tests.Runs;

public sealed class RunWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_of_triplets_is_written_and_described()
    {
        var shown = new List<Triplet>();
        var miner = SmallRun.TripletMiner();
        using (var folder = RunFolder.Create(_folder["run"]))
        {
            var writer = RunWriter.Create(folder, miner, observe: shown.Add);
            writer.WriteSequences(SmallRun.Embeddings, cancellationToken: Cancellation);
            writer.Add("report.html", "<html>"u8);
            writer.Complete(writer.Describe());
            Assert.Equal((100, 25, 6), (writer.Train.Count, writer.Test.Count, writer.Train.Classes));
            Assert.True(writer.Statistics.DistancesCompared > SmallRun.Mine(miner).Statistics.DistancesCompared);
        }
        var manifest = RunManifest.Read(_folder["run"]);
        Assert.Equal(["train.parquet", "test.parquet", "split.csv", "report.html"], manifest.Files);
        Assert.Equal(
            ("train.parquet", 100, 100, 36, 6, 6, null),
            (manifest.Train.File, manifest.Train.Triplets, manifest.Train.TotalSteps, manifest.Train.Items,
                manifest.Train.Classes, manifest.Train.AnchorClasses, manifest.Train.Batches));
        Assert.Equal(
            ("test.parquet", 25, 25, 12, 2),
            (manifest.Test!.File, manifest.Test.Count, manifest.Test.TotalSteps, manifest.Test.Items, manifest.Test.Classes));
        Assert.Equal(
            (48, 8, null, 4),
            (manifest.Counts.Items, manifest.Counts.Classes, manifest.Counts.CatalogItems, manifest.Counts.Dimensions));
        Assert.Equal(("0..100", "by-class test-ratio=0.25 seed=0"), (manifest.Options.Steps, manifest.Options.Split));
        Assert.Equal(SmallRun.Mine(miner), shown);
        Assert.Equal(shown, TripletReader.Read(_folder["run/train.parquet"]).Select(row => row.Triplet));
        Assert.Equal(
            miner.MineTest(SmallRun.Embeddings, cancellationToken: Cancellation),
            TripletReader.Read(_folder["run/test.parquet"]).Select(row => row.Triplet));
    }

    [Fact]
    public void A_run_of_batches_is_written_and_described()
    {
        var shown = new List<Batch>();
        var items = SmallRun.Items(withCatalog: true);
        var options = new BatchOptions { ClassesPerBatch = 4, SamplesPerClass = 8, Epochs = 3, MaxDegreeOfParallelism = 2 };
        var miner = new BatchMiner(items, options, DataSplit.ByClass(items, 0.2));
        using (var folder = RunFolder.Create(_folder["run"]))
        {
            var writer = RunWriter.Create(folder, miner, new RunWriterOptions { Format = TableFormat.Jsonl }, shown.Add);
            writer.WriteSequences(SmallRun.Embeddings, SmallRun.CatalogEmbeddings, cancellationToken: Cancellation);
            writer.Complete(writer.Describe(0, "report.html"));
            // A batch of four and one of two per epoch.
            Assert.Equal((6, 6 + 6 * 1, 6), (writer.Train.Batches, writer.Train.Count, writer.Train.Classes));
            Assert.Equal((3, 3), (writer.Train.MinTimes, writer.Train.MaxTimes));
            Assert.Equal(1, writer.Test.Batches);
        }
        var manifest = RunManifest.Read(_folder["run"]);
        Assert.Equal(["train.jsonl", "test.jsonl", "split.csv", "report.html"], manifest.Files);
        Assert.Equal(
            ("train.jsonl", 6, 6, 6, null),
            (manifest.Train.File, manifest.Train.Count, manifest.Train.TotalSteps, manifest.Train.Classes,
                manifest.Train.Triplets));
        Assert.Equal(
            ("test.jsonl", 1, 1, 2), (manifest.Test!.File, manifest.Test.Count, manifest.Test.TotalSteps, manifest.Test.Classes));
        Assert.Equivalent(
            new SkippedCount[]
            {
                new(
                    8, "undersized classes",
                    "they have fewer items than they contribute to a batch, so that some appear more than once in it"),
                new(
                    4, "batches of fewer classes than requested",
                    "the last of a pass, or excluded pairs and groups left no other class for them"),
            },
            manifest.Skipped, strict: true);
        Assert.Equal(
            shown.Select(batch => (batch.Step, string.Join(' ', batch.Items))),
            BatchReader.Read(_folder["run/train.jsonl"]).Select(
                rows => (rows[0].Step, string.Join(' ', rows.Select(row => row.Item)))));
    }

    [Fact]
    public void One_call_writes_a_run_of_triplets()
    {
        var miner = SmallRun.TripletMiner();
        var manifest = RunWriter.Write(_folder["one"], miner, SmallRun.Embeddings, cancellationToken: Cancellation);
        using (var folder = RunFolder.Create(_folder["steps"]))
        {
            var writer = RunWriter.Create(folder, miner);
            writer.WriteSequences(SmallRun.Embeddings, cancellationToken: Cancellation);
            writer.Complete(writer.Describe());
        }
        string[] files = ["manifest.json", "split.csv", "test.parquet", "train.parquet"];
        Assert.Equal(files, NamesIn("one"));
        Assert.All(files, file => Assert.Equal(Bytes($"steps/{file}"), Bytes($"one/{file}")));
        Assert.Equal(manifest.ToJson(), Bytes("one/manifest.json"));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", manifest.Version);
        Assert.Empty(manifest.Inputs);
        Assert.Equal((100, 25), (manifest.Train.Count, manifest.Test!.Count));
    }

    [Fact]
    public void One_call_writes_a_run_of_batches_with_a_catalog()
    {
        var miner = SmallRun.BatchMiner(withCatalog: true, testRatio: 0);
        var options = new RunWriterOptions
        {
            Format = TableFormat.Csv,
            Steps = miner.Plan.StepsOf(2),
            Inputs = [new ManifestInput("embeddings", "epoch2.npy", null)],
        };
        var manifest = RunWriter.Write(
            _folder["run"], miner, SmallRun.Embeddings, SmallRun.CatalogEmbeddings, options, cancellationToken: Cancellation);
        Assert.Equal(["manifest.json", "split.csv", "train.csv"], NamesIn("run"));
        Assert.Equal((miner.Plan.StepsPerEpoch, null), (manifest.Train.Count, manifest.Test));
        Assert.Equal("epoch2.npy", Assert.Single(RunManifest.Read(_folder["run"]).Inputs).Path);
        Assert.All(BatchReader.ReadRows(_folder["run/train.csv"]), row => Assert.Equal(2, row.Epoch));
    }

    [Fact]
    public void One_call_replaces_a_run_only_where_it_is_told_to()
    {
        var miner = SmallRun.TripletMiner();
        RunWriter.Write(_folder["run"], miner, SmallRun.Embeddings, cancellationToken: Cancellation);
        _folder.Write("run/notes.txt", "mine");
        var csv = new RunWriterOptions { Format = TableFormat.Csv };
        Assert.Equal(
            $"{_folder["run"]}: the folder already holds a run (manifest.json). "
            + "Choose another folder, or replace that run (`Overwrite`).",
            Assert.Throws<InvalidInputException>(() => RunWriter.Write(
                _folder["run"], miner, SmallRun.Embeddings, options: csv, cancellationToken: Cancellation)).Message);
        RunWriter.Write(
            _folder["run"], miner, SmallRun.Embeddings, options: csv with { Overwrite = true }, cancellationToken: Cancellation);
        Assert.Equal(["manifest.json", "notes.txt", "split.csv", "test.csv", "train.csv"], NamesIn("run"));
    }

    [Fact]
    public void One_call_that_fails_leaves_nothing()
    {
        var miner = SmallRun.TripletMiner(withCatalog: true);
        Assert.Throws<InvalidInputException>(
            () => RunWriter.Write(_folder["deep/run"], miner, SmallRun.Embeddings, cancellationToken: Cancellation));
        using var interrupted = new CancellationTokenSource();
        interrupted.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => RunWriter.Write(
            _folder["deep/run"], miner, SmallRun.Embeddings, SmallRun.CatalogEmbeddings,
            cancellationToken: interrupted.Token));
        Assert.False(Directory.Exists(_folder["deep"]));
    }

    [Fact]
    public void A_slice_has_the_steps_that_it_has_in_the_whole()
    {
        var miner = SmallRun.TripletMiner();
        using var folder = RunFolder.Create(_folder["run"]);
        var writer = RunWriter.Create(
            folder, miner, new RunWriterOptions { Format = TableFormat.Csv, Steps = new StepRange(20, 50) });
        writer.WriteSequences(SmallRun.Embeddings, cancellationToken: Cancellation);
        writer.Complete(writer.Describe());
        Assert.Equal(
            SmallRun.Mine(miner).Skip(20).Take(30), TripletReader.Read(_folder["run/train.csv"]).Select(row => row.Triplet));
        var manifest = RunManifest.Read(_folder["run"]);
        Assert.Equal(("20..50", 30, 100), (manifest.Options.Steps, manifest.Train.Count, manifest.Train.TotalSteps));
    }

    [Fact]
    public void A_slice_that_is_not_of_the_sequence_is_refused_before_anything_is_written()
    {
        using var folder = RunFolder.Create(_folder["run"]);
        var writer = RunWriter.Create(folder, SmallRun.TripletMiner(), new RunWriterOptions { Steps = new StepRange(90, 101) });
        Assert.Equal(
            "`Steps` is 90..101; expected start..end with 0 ≤ start < end ≤ 100; the end is exclusive.",
            Assert.Throws<InvalidOptionsException>(
                () => writer.WriteSequences(SmallRun.Embeddings, cancellationToken: Cancellation)).Message);
    }

    [Fact]
    public void Progress_counts_the_steps_of_both_splits()
    {
        var reports = new ConcurrentBag<WorkProgress>();
        using var folder = RunFolder.Create(_folder["run"]);
        RunWriter.Create(folder, SmallRun.TripletMiner())
            .WriteSequences(SmallRun.Embeddings, null, new Report(reports.Add), Cancellation);
        Assert.All(reports, report => Assert.Equal(125, report.Total));
        Assert.All(reports, report => Assert.InRange(report.Done, 1, report.Total));
        Assert.Equal(125, reports.Max(report => report.Done));
    }

    [Fact]
    public void Triplets_of_which_filters_leave_none_are_refused()
    {
        using var folder = RunFolder.Create(_folder["run"]);
        var miner = new TripletMiner(SmallRun.Items(), new TripletOptions { TripletsPerEpoch = 20, MinDistance = 100 });
        Assert.Equal(
            "no step has a candidate: the excluded pairs, groups, minimal distance, bounds, scores or candidate pool exclude every item "
            + "that is not a positive. Relax these filters.",
            Assert.Throws<InvalidInputException>(
                () => RunWriter.Create(folder, miner).WriteSequences(SmallRun.Embeddings, cancellationToken: Cancellation)).Message);
    }

    [Fact]
    public void Batches_in_which_no_class_joins_another_are_refused()
    {
        var embeddings = EmbeddingMatrix.FromArray([0, 0, 1, 1], 1);
        using var folder = RunFolder.Create(_folder["run"]);
        var miner = new BatchMiner(new LabeledItems(["a", "a", "b", "b"]), new BatchOptions { MinDistance = 2 });
        Assert.Equal(
            "no class joins another: the excluded pairs, groups or minimal distance exclude every one, or the steps are of "
            + "batches of one class, the last of a pass. Relax these filters, or take more steps.",
            Assert.Throws<InvalidInputException>(
                () => RunWriter.Create(folder, miner).WriteSequences(embeddings, cancellationToken: Cancellation)).Message);
    }

    private byte[] Bytes(string file) => File.ReadAllBytes(_folder[file]);

    private IEnumerable<string?> NamesIn(string folder) =>
        Directory.GetFileSystemEntries(_folder[folder]).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
