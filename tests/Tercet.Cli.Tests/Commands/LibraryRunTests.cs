namespace Tercet.Cli.Tests.Commands;

/// <summary>The tool on runs that a program wrote with <see cref="RunWriter"/>, which name no inputs.</summary>
public sealed class LibraryRunTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public LibraryRunTests()
    {
        var items = new LabeledItems([.. Enumerable.Range(0, 40).Select(row => row / 4)]);
        float[][] embeddings = [.. Enumerable.Range(0, 40).Select(row => new float[] { row * 7 % 40, row * 3 % 11 })];
        var curve = HardnessCurve.Custom("square", u => u * u);
        var nearest = NegativeSelector.Custom("second-nearest", (candidates, _) => candidates.AtRank(2));
        var options = new TripletOptions { TripletsPerEpoch = 60, Schedule = new() { Curve = curve }, Selector = nearest };
        RunWriter.Write(_folder["triplets"], new TripletMiner(items, options, DataSplit.ByClass(items, 0.2)), embeddings);
        RunWriter.Write(_folder["batches"], new BatchMiner(items, new BatchOptions { ClassesPerBatch = 4 }), embeddings);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("triplets", "60 triplets and 12 test triplets, from 40 items of 10 classes, 2 dimensions.")]
    [InlineData("batches", "3 batches of 4 classes with 2 items each, from 40 items of 10 classes, 2 dimensions.")]
    public void Inspect_prints_them_without_a_list_of_inputs(string run, string sentence)
    {
        var tool = Tool.Run("inspect", _folder[run]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.StartsWith(sentence, tool.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Inputs:", tool.Output, StringComparison.Ordinal);
        Assert.Contains("\n\nOptions (tercet ", tool.Output, StringComparison.Ordinal);
        var json = Tool.Run("inspect", _folder[run], "--json");
        Assert.Equal((0, ""), (json.ExitCode, json.Error));
    }

    [Fact]
    public void Plot_draws_them()
    {
        var tool = Tool.Run("plot", _folder["triplets"], _folder["batches"], "--out", _folder["plot.png"]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.True(File.Exists(_folder["plot.png"]));
    }
}
