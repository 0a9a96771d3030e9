using Tercet.Testing;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Runs;

public sealed class RunRecordTests
{
    [Fact]
    public void A_mined_run_is_described_by_its_manifest()
    {
        using var folder = new TempFolder();
        var record = RunRecord.Read(SampleRuns.OfTexts(folder));
        Assert.Equal((false, false, false), (record.IsTraining, record.IsOfBatches, record.IsOfPairs));
        Assert.Equal(("train.parquet", 300L), (record.Sequence, record.TotalSteps));
        Assert.Equal(folder["items.csv"], record.PathOf("data"));
        Assert.Null(record.PathOf("catalog"));
        Assert.Null(record.Encoder);
    }

    [Fact]
    public void A_run_of_training_is_described_by_its_record()
    {
        using var folder = new TempFolder();
        TrainingFolder.Write(folder, epochs: 0);
        var record = RunRecord.Read(folder["training"]);
        Assert.True(record.IsTraining);
        Assert.Equal("latest.parquet", record.Sequence);
        Assert.Equal(("triplets", folder["items.csv"]), (record.Options.Mine, record.PathOf("data")));
    }

    [Fact]
    public void What_is_no_folder_of_a_run_is_said()
    {
        using var folder = new TempFolder();
        Assert.StartsWith("none: no such folder", folder.FaultOf(() => RunRecord.Read(folder["none"])), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["empty"]);
        Assert.StartsWith("empty: no run", folder.FaultOf(() => RunRecord.Read(folder["empty"])), StringComparison.Ordinal);
        folder.Write("file", "x");
        Assert.StartsWith("file: no such folder", folder.FaultOf(() => RunRecord.Read(folder["file"])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"options\":{}}")]
    [InlineData("{\"options\":null,\"inputs\":[]}")]
    [InlineData("{\"options\":{\"mining\":null},\"inputs\":[]}")]
    [InlineData("{\"options\":{\"mining\":{}},\"inputs\":[]}")]
    [InlineData("{\"options\":{\"mining\":{\"mine\":7}},\"inputs\":[]}")]
    [InlineData("{\"options\":{\"mining\":MINING},\"inputs\":null}")]
    [InlineData("{\"options\":{\"mining\":MINING},\"inputs\":[null]}")]
    [InlineData("{\"options\":{\"mining\":MINING},\"inputs\":{}}")]
    [InlineData("{\"options\":{\"mining\":MINING},\"inputs\":[{\"role\":\"data\",\"path\":7}]}")]
    [InlineData("{\"options\":{\"mining\":MINING}}")]
    public void A_damaged_record_of_training_is_an_error_that_names_it(string json)
    {
        using var folder = new TempFolder();
        folder.Write("training.json", json.Replace("MINING", TrainingFolder.Mining, StringComparison.Ordinal));
        Assert.StartsWith("training.json: not the record", folder.FaultOf(() => RunRecord.Read(folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_named_by_as_much_of_their_path_as_tells_them_apart()
    {
        using var folder = new TempFolder();
        string[] runs = [SampleRuns.OfTexts(folder, "a/run"), SampleRuns.OfTexts(folder, "b/run") + "/", SampleRuns.OfTexts(folder, "other")];
        using var set = new RunSet(new ViewerOptions { Runs = [.. runs, folder["b/../other/"]] });
        Assert.Equal(["a/run", "b/run", runs[2], folder["b/../other/"]], set.All.Select(run => run.Name));
        Assert.Equal([0, 1, 0, 0, 0], new int?[] { null, 1, -1, 4, int.MaxValue }.Select(set.NumberOf));
        Assert.Same(set.All[1], set.Of(1));
        using var single = new RunSet(new ViewerOptions { Runs = [runs[0]] });
        Assert.Equal("run", single.All[0].Name);
    }

    [Fact]
    public void A_set_needs_runs_and_each_of_them()
    {
        using var folder = new TempFolder();
        folder.FaultOf(() => new RunSet(new ViewerOptions { Runs = [] }).Dispose());
        var run = SampleRuns.OfTexts(folder);
        Assert.StartsWith("none: ", folder.FaultOf(() => new RunSet(new ViewerOptions { Runs = [run, folder["none"]] }).Dispose()), StringComparison.Ordinal);
    }
}
