using System.Text.Json;
using System.Xml.Linq;
using Tercet.Cli.Tests.Commands;

namespace Tercet.Train.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Strategies_stand_side_by_side_in_table_figures_and_picture()
    {
        var tool = Tool.Run([.. Arguments(), "--strategies", "easiest,semi-hard,cyclic-sigmoid", "--seeds", "2", "--out", _folder["run"]]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Contains("6 of 6  ", tool.Output, StringComparison.Ordinal);
        Assert.Contains("mean ± standard deviation of 2 seeds", tool.Output, StringComparison.Ordinal);
        var table = tool.Output.Split('\n').Where(line => line.Contains("±0.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["easiest", "semi-hard", "cyclic-sigmoid"], table.Select(line => line.Trim().Split(' ')[0]));
        Assert.All(table, line => Assert.InRange(line.Length, 60, 100));
        Assert.Equal(["comparison.csv", "comparison.json", "comparison.md", "comparison.png", "comparison.svg", "epochs.csv"], _folder.Files("run"));

        var trials = File.ReadAllLines(_folder["run/comparison.csv"]);
        Assert.StartsWith("strategy,seed,epoch,triplets,", trials[0], StringComparison.Ordinal);
        Assert.EndsWith("epochs_at_risk,epochs_collapsed,recall_at_1,recall_at_5,recall_at_10,recall_at_50,map_at_r,r_precision", trials[0], StringComparison.Ordinal);
        Assert.Equal(["easiest,0", "easiest,1", "semi-hard,0", "semi-hard,1", "cyclic-sigmoid,0", "cyclic-sigmoid,1"], trials.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Equal(1 + 6 * 3, File.ReadAllLines(_folder["run/epochs.csv"]).Length);
        var lines = File.ReadAllLines(_folder["run/comparison.md"]);
        Assert.Equal("| strategy | last loss | right | R@1 | R@50 | MAP@R | spread | collapsed |", lines[0]);
        Assert.Equal(5, lines.Length);
        var words = XElement.Parse(File.ReadAllText(_folder["run/comparison.svg"])).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        foreach (var word in new[] { "easiest", "semi-hard", "cyclic-sigmoid", "Epoch", "lines: means of 2 seeds" })
            Assert.Contains(word, words);
    }

    [Fact]
    public void Trainings_at_once_change_no_byte()
    {
        foreach (var threads in new[] { "1", "3" })
        {
            var tool = Tool.Run([.. Arguments(), "--strategies", "random,relative", "--seeds", "2", "--threads", threads, "--quiet", "--out", _folder[threads]]);
            Assert.Equal((0, "", ""), (tool.ExitCode, tool.Output, tool.Error));
        }
        foreach (var name in _folder.Files("1"))
            Assert.Equal(File.ReadAllBytes(_folder[$"1/{name}"]), File.ReadAllBytes(_folder[$"3/{name}"]));
    }

    [Fact]
    public void The_demo_set_is_compared_on_from_nothing()
    {
        Directory.CreateDirectory(_folder["here"]);
        var tool = Tool.RunIn(_folder["here"], "compare", "--demo", "--strategies", "easiest,random", "--seeds", "1", "--epochs", "1", "--triplets", "20", "--json");
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        using var json = JsonDocument.Parse(tool.Output);
        Assert.Equal(["easiest", "random"], json.RootElement.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("strategy").GetString()));
        Assert.True(File.Exists(_folder["here/tercet-demo/comparison/comparison.png"]));
    }

    [Fact]
    public void A_training_that_diverges_ends_the_comparison_in_words()
    {
        var tool = Tool.Run([.. Arguments(), "--strategies", "random", "--no-unit-length", "--learning-rate", "1e30", "--out", _folder["run"]]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.Contains("training has diverged", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("nothing to compare on. Name a table or a folder with --data, or try the bundled set with --demo.")]
    [InlineData("--demo brings data of its own, but --data is given too.", "--demo", "--data", "x")]
    [InlineData("--catalog: of no use with --demo", "--demo", "--catalog", "x")]
    [InlineData("--strategies names 'hard'; expected easiest, hardest, random, semi-hard,", "--data", "x", "--strategies", "easiest,hard")]
    [InlineData("--strategies names random twice.", "--data", "x", "--strategies", "random,random")]
    [InlineData("--seeds is 0; expected 1 or more.", "--data", "x", "--seeds", "0")]
    [InlineData("Try 'tercet compare --help'.", "--data", "x", "--cap", "2")]
    public void Wrong_usage_ends_with_2(string message, params string[] arguments)
    {
        var tool = Tool.Run(["compare", .. arguments]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    private string[] Arguments() => ["compare", .. _folder.Embeddings()[1..].Except(["--cycles", "1"])];
}
