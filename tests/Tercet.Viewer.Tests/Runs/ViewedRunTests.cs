using Tercet.Testing;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class ViewedRunTests
{
    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public async Task Triplets_are_read_in_every_format(TableFormat format)
    {
        using var folder = new TempFolder();
        using var run = Open(SampleRuns.OfTexts(folder, format: format));
        await Loaded(run);
        var triplets = Assert.IsType<TripletTable>(run.Steps);
        Assert.Equal(300, triplets.Count);
        var rows = TripletReader.Read(Path.Combine(run.Folder, run.Record.Sequence)).Select(row => TripletEntry.Of(row.Triplet));
        Assert.Equal(rows, triplets.Entries.ToArray());
        Assert.Equal((null, null), (run.DataFault, run.SequenceFault));
        Assert.Null(run.Epochs);
    }

    [Theory]
    [InlineData(TableFormat.Parquet)]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public async Task Batches_are_read_in_every_format(TableFormat format)
    {
        using var folder = new TempFolder();
        var options = new BatchOptions { ClassesPerBatch = 4, SamplesPerClass = 2, Epochs = 2 };
        using var run = Open(SampleRuns.OfTexts(folder, options: options, format: format));
        await Loaded(run);
        var batches = Assert.IsType<BatchTable>(run.Steps);
        Assert.Equal(6, batches.Count);
        var expected = BatchReader.Read(Path.Combine(run.Folder, run.Record.Sequence)).ToList();
        for (var i = 0; i < batches.Count; i++)
            Assert.Equal(expected[i].Select(row => row.Item.Row), batches.ItemsOf(i).ToArray().Select(item => item.Row));
    }

    [Fact]
    public async Task Where_the_data_are_gone_the_sequence_names_its_items()
    {
        using var folder = new TempFolder();
        var path = SampleRuns.OfTexts(folder);
        File.Delete(folder["items.csv"]);
        using var run = Open(path);
        await Loaded(run);
        Assert.Contains("items.csv: not found", run.DataFault, StringComparison.Ordinal);
        var entry = ((TripletTable)run.Steps)[0];
        Assert.Equal(FormattableString.Invariant($"doc-{entry.Anchor:000}"), run.Anchors.KeyOf(entry.Anchor));
        Assert.Equal($"topic {(char)('A' + entry.Negative / 5)}", run.Items.ClassOf(entry.Negative));
        await Assert.ThrowsAsync<InvalidInputException>(run.Neighbourhood);
        run.FindSuspects();
        await Eventually.Is(() => run.Suspects is not null, "suspects among the triplets");
        Assert.Contains("items.csv: not found", run.SuspectFault, StringComparison.Ordinal);
        Assert.All(run.Suspects!, suspect => Assert.True(suspect.PositiveDistance > suspect.NegativeDistance));
    }

    [Fact]
    public async Task Suspects_are_searched_once_among_all_items()
    {
        using var folder = new TempFolder();
        using var run = Open(SampleRuns.OfTexts(folder));
        run.FindSuspects();
        run.FindSuspects();
        await Eventually.Is(() => run.SuspectProgress == (60, 60, 60), "the search");
        Assert.Null(run.SuspectFault);
        Assert.Same(await run.Neighbourhood(), await run.Neighbourhood());
    }

    [Fact]
    public async Task A_missing_or_damaged_sequence_is_said()
    {
        using var folder = new TempFolder();
        var path = SampleRuns.OfTexts(folder, format: TableFormat.Csv);
        folder.Write("run/train.csv", "step,epoch\n1,2\n");
        using (var damaged = Open(path))
        {
            await Eventually.Is(() => damaged.SequenceFault is not null, "the fault");
            Assert.Contains("train.csv", damaged.SequenceFault, StringComparison.Ordinal);
            Assert.False(damaged.IsLoaded);
        }
        File.Delete(folder["run/train.csv"]);
        using var run = Open(path);
        await Eventually.Is(() => run.SequenceFault is not null, "the fault");
        Assert.Contains("train.csv", run.SequenceFault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_no_table_has_are_a_fault_of_the_sequence()
    {
        using var folder = new TempFolder();
        var path = SampleRuns.OfTexts(folder, format: TableFormat.Csv);
        File.Delete(folder["items.csv"]);
        var lines = File.ReadAllLines(folder["run/train.csv"]);
        var anchor = lines[0].Split(',').IndexOf("anchor");
        foreach (var row in new[] { "2147483647", "-5" })
        {
            var fields = lines[1].Split(',');
            fields[anchor] = row;
            folder.Write("run/train.csv", lines[0] + "\n" + string.Join(',', fields) + "\n");
            using var run = Open(path);
            await Eventually.Is(() => run.SequenceFault is not null, "the fault");
            Assert.Contains(row, run.SequenceFault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_option_that_is_none_is_a_fault_of_the_data()
    {
        using var folder = new TempFolder();
        var path = SampleRuns.OfTexts(folder);
        var manifest = Path.Combine(path, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"class-column\": \"class\"", "\"class-column\": \"\"", StringComparison.Ordinal));
        using var run = Open(path);
        await Loaded(run);
        Assert.NotNull(run.DataFault);
        await Assert.ThrowsAnyAsync<Exception>(run.Neighbourhood); // and does not wait for ever
    }

    [Fact]
    public async Task A_run_of_training_is_read_again_after_each_epoch()
    {
        using var folder = new TempFolder();
        using var run = Open(TrainingFolder.Write(folder, epochs: 0));
        await Loaded(run);
        Assert.Equal((0, null, null), (run.Steps.Count, run.Epochs, run.SequenceFault));
        Assert.Equal("doc-003", run.Items.KeyOf(3));
        var changes = 0;
        run.Changed += () => Interlocked.Increment(ref changes);
        for (var epochs = 1; epochs <= 2; epochs++)
        {
            TrainingFolder.Write(folder, epochs);
            await Eventually.Is(() => run.Epochs?.Rows.Count == epochs && run.Steps.Count == 100 * epochs, $"epoch {epochs}");
        }
        Assert.True(changes >= 2);
        Assert.Equal([1, 0.5], run.Epochs!.Column("loss"));
        Assert.Contains("training run has no embeddings", (await Assert.ThrowsAsync<InvalidInputException>(run.Neighbourhood)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_epoch_that_ends_while_the_last_one_is_read_is_not_missed()
    {
        using var folder = new TempFolder();
        var path = TrainingFolder.Write(folder, epochs: 1);
        using var run = ViewedRun.Open(path, "run", new ViewerOptions { Runs = [path] });
        var changes = 0;
        run.Changed += () =>
        {
            if (Interlocked.Increment(ref changes) == 2) // the first is that the data are there, the second that the sequence is
                TrainingFolder.Write(folder, epochs: 2);
        };
        run.Start();
        await Eventually.Is(() => run.Steps.Count == 200, "the second epoch");
    }

    [Fact]
    public void Damaged_marks_are_an_error_at_the_start()
    {
        using var folder = new TempFolder();
        var path = SampleRuns.OfTexts(folder);
        folder.Write("run/exclusions.csv", "anchor\n");
        Assert.StartsWith("run/exclusions.csv", folder.FaultOf(() => ViewedRun.Open(path, "run", new ViewerOptions { Runs = [path] })), StringComparison.Ordinal);
    }

    private static ViewedRun Open(string path)
    {
        var run = ViewedRun.Open(path, "run", new ViewerOptions { Runs = [path] });
        run.Start();
        return run;
    }

    private static Task Loaded(ViewedRun run) => Eventually.Is(() => run.IsLoaded, "the sequence");
}
