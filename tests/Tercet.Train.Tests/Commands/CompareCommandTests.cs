using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tercet.Cli.Tests.Commands;
using Tercet.CommandLine.Tests.Reports;

namespace Tercet.Train.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Strategies_are_side_by_side_in_tables_and_plot()
    {
        var tool = Tool.Run([
            .. Arguments(), "--strategies", "easiest,semi-hard,cyclic-sigmoid", "--seeds", "2", "--out", _folder["run"]]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Contains("6 of 6  ", tool.Output, StringComparison.Ordinal);
        Assert.Contains("mean ± standard deviation of 2 seeds", tool.Output, StringComparison.Ordinal);
        var table = tool.Output.Split('\n').Where(line => line.Contains("±0.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["inputs", "untrained", "easiest", "semi-hard", "cyclic-sigmoid"], table.Select(line => line.Trim().Split(' ')[0]));
        Assert.All(table, line => Assert.InRange(line.Length, 60, 132));
        Assert.Equal(
            [
                "comparison.csv", "comparison.json", "comparison.md", "comparison.png", "comparison.svg", "epochs.csv", "report.html",
                    "trials/cyclic-sigmoid-0.json", "trials/cyclic-sigmoid-1.json",
                "trials/easiest-0.json", "trials/easiest-1.json", "trials/semi-hard-0.json", "trials/semi-hard-1.json",
            ],
            _folder.Files("run"));

        var trials = File.ReadAllLines(_folder["run/comparison.csv"]);
        Assert.StartsWith("strategy,seed,epoch,triplets,", trials[0], StringComparison.Ordinal);
        Assert.EndsWith("epochs_contracted,epochs_collapsed,recall_at_1,recall_at_5,recall_at_10,recall_at_50,map_at_r,r_precision",
            trials[0], StringComparison.Ordinal);
        Assert.Equal(["inputs,0", "inputs,1", "untrained,0", "untrained,1", "easiest,0", "easiest,1", "semi-hard,0", "semi-hard,1", "cyclic-sigmoid,0", "cyclic-sigmoid,1"],
            trials.Skip(1).Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Equal(1 + 6 * 3, File.ReadAllLines(_folder["run/epochs.csv"]).Length);
        var lines = File.ReadAllLines(_folder["run/comparison.md"]);
        Assert.Equal("| strategy | images | steps | final loss | accuracy | Recall@1 | Recall@50 | MAP@R | difference | collapsed |",
            lines[0]);
        Assert.Equal(7, lines.Length);
        var words = XElement.Parse(File.ReadAllText(_folder["run/comparison.svg"])).Descendants()
            .Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        foreach (var word in new[] { "easiest", "semi-hard", "cyclic-sigmoid", "Epoch", "lines: means of 2 seeds; band: ± standard deviation" })
            Assert.Contains(word, words);
        var html = File.ReadAllText(_folder["run/report.html"]);
        Assert.DoesNotMatch(Page.Fetching(), html);
        Assert.Equal(
            ["Differences", "Curves", "Table", "Next, in the folder of this report", "Options and inputs"],
            Page.Parse(html).All("h2").Select(heading => heading.Value));
    }

    [Fact]
    public void Parallel_training_runs_change_no_byte()
    {
        foreach (var threads in new[] { "1", "3" })
        {
            var tool = Tool.Run([
                .. Arguments(), "--strategies", "random,relative", "--seeds", "2", "--threads", threads, "--quiet", "--out",
                _folder[threads]]);
            Assert.Equal((0, "", ""), (tool.ExitCode, tool.Output, tool.Error));
        }
        foreach (var name in _folder.Files("1"))
            Assert.Equal(File.ReadAllBytes(_folder[$"1/{name}"]), File.ReadAllBytes(_folder[$"3/{name}"]));
    }

    [Fact]
    public void A_resumed_comparison_is_byte_identical()
    {
        string[] arguments = [.. Arguments(), "--strategies", "random,adaptive", "--seeds", "2", "--quiet"];
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["whole"]]));
        foreach (var name in new[] { "comparison.json", "comparison.csv", "trials/random-1.json", "trials/adaptive-0.json" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"part/{name}"])!);
            File.Copy(_folder[$"whole/{name}"], _folder[$"part/{name}"]);
        }
        _folder.Write("part/.tercet-partial/files/trials/random-0.json", "half");

        var tool = Tool.Run([.. arguments[..^1], "--out", _folder["part"], "--resume", "--threads", "1"]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Equal(["  3 of 4  random, seed 0", "  4 of 4  adaptive, seed 1"],
            tool.Output.Split('\n').Where(line => line.Contains(" of 4  ", StringComparison.Ordinal))
            .Select(line => line.Split(':')[0]));
        AssertEqual("whole", "part");

        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["part"], "--resume"])); // there is nothing left to train
        AssertEqual("whole", "part");
    }

    [Fact]
    public void An_interrupt_keeps_completed_training_runs_and_says_how_to_resume()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT through kill");
        string[] arguments = [
            .. Arguments(epochs: 20, triplets: 4000), "--strategies", "random,relative", "--seeds", "2", "--threads", "1",
            "--quiet"];
        var tool = Tool.Interrupt(
            _folder["part/trials/random-0.json"], [.. arguments, "--out", _folder["part"]], "tercet-train.dll");
        Assert.Equal((130, ""), (tool.ExitCode, tool.Output));
        Assert.Matches($"^tercet-train: interrupted; {Regex.Escape(_folder["part"])} holds [1-3] of 4 training runs. Resume with the "
            + "same command and --resume.\n$", tool.Error);
        var kept = _folder.Files("part");
        Assert.Equal(["comparison.csv", "comparison.json", "epochs.csv", "trials/random-0.json"],
            kept.Where(name => !name.StartsWith("trials/r", StringComparison.Ordinal)
            || name.EndsWith("m-0.json", StringComparison.Ordinal)));
        Assert.Equal(kept.Length - 3, File.ReadAllLines(_folder["part/comparison.csv"]).Length - 1 - 2 * 2);
        Assert.Equal(20 * (kept.Length - 3), File.ReadAllLines(_folder["part/epochs.csv"]).Length - 1);

        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["part"], "--resume"]));
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["whole"]]));
        AssertEqual("whole", "part");
    }

    [Fact]
    public void An_interrupt_before_the_first_completed_training_run_leaves_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT through kill");
        var tool = Tool.Interrupt(
            _folder["run"], [.. Arguments(triplets: 10_000_000), "--out", _folder["run"]], "tercet-train.dll");
        Assert.Equal((130, "tercet-train: interrupted; no partial output was left.\n"), (tool.ExitCode, tool.Error));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Differences_from_the_resumed_comparison_are_reported()
    {
        string[] arguments = [.. Arguments(), "--strategies", "random", "--out", _folder["run"], "--quiet"];
        Assert.Equal((0, "", ""), Run([.. arguments, "--seeds", "1"]));
        File.AppendAllText(_folder["items.csv"], "\n");
        var tool = Tool.Run([.. arguments, "--resume", "--seeds", "2", "--margin", "0.3"]);
        Assert.Equal(65, tool.ExitCode);
        foreach (var words in new[] { "comparison.json: the comparison there differs from this one in 3 points:",
            "loss: triplet(distance=squared-euclidean, margin=0.2) there, triplet(distance=squared-euclidean, margin=0.3) now",
            "seeds: 1 there, 2 now", "input data: SHA-256 ", "start over with --force." })
            Assert.Contains(words, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_training_run_is_reported_and_repeated_once_it_is_removed()
    {
        string[] arguments = [.. Arguments(), "--strategies", "random", "--seeds", "2", "--quiet"];
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["whole"]]));
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["run"]]));
        var damaged = _folder["run/trials/random-1.json"];
        File.WriteAllText(damaged, File.ReadAllText(damaged)[..200]);
        var tool = Tool.Run([.. arguments, "--out", _folder["run"], "--resume"]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.StartsWith($"tercet: {damaged}: not the result of the training run by random with seed 1 (", tool.Error,
            StringComparison.Ordinal);
        Assert.EndsWith("Expected the file as this version of Tercet wrote it. Remove it, and --resume repeats that "
            + "training run.\n", tool.Error, StringComparison.Ordinal);

        File.Delete(damaged);
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["run"], "--resume"]));
        AssertEqual("whole", "run");
    }

    [Fact]
    public void A_comparison_is_overwritten_only_with_force_and_other_files_are_kept()
    {
        string[] arguments = [.. Arguments(), "--strategies", "random", "--out", _folder["run"], "--quiet"];
        Assert.Equal((0, "", ""), Run([.. arguments, "--seeds", "2"]));
        _folder.Write("run/trials/notes.txt", "mine");
        var refused = Tool.Run(arguments);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("already holds a comparison (comparison.json). Choose another folder, resume that comparison with "
            + "--resume, or overwrite it with --force.", refused.Error, StringComparison.Ordinal);

        Assert.Equal((0, "", ""), Run([.. arguments, "--seeds", "1", "--force"]));
        Assert.Equal(["trials/notes.txt", "trials/random-0.json"],
            _folder.Files("run").Where(name => name.StartsWith("trials", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_to_resume_is_reported()
    {
        var tool = Tool.Run([.. Arguments(), "--out", _folder["run"], "--resume"]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.Contains("run: no comparison to resume (comparison.json is missing). Name its folder with --out, or leave "
            + "--resume out.", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void The_demo_set_is_compared_on_from_scratch()
    {
        Directory.CreateDirectory(_folder["here"]);
        var tool = Tool.RunIn(
            _folder["here"], "compare", "--demo", "--strategies", "easiest,random", "--seeds", "1", "--epochs", "1", "--triplets",
            "20", "--json");
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        using var json = JsonDocument.Parse(tool.Output);
        Assert.Equal(["easiest", "random"],
            json.RootElement.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("strategy").GetString()));
        Assert.True(File.Exists(_folder["here/tercet-demo/comparison/comparison.png"]));
    }

    [Fact]
    public void A_diverging_training_run_is_reported()
    {
        var tool = Tool.Run([
            .. Arguments(), "--strategies", "random", "--no-unit-length", "--learning-rate", "1e30", "--out", _folder["run"]]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.Contains("training has diverged", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("no data to compare on. Name a table or a folder with --data, or try the bundled set with --demo.")]
    [InlineData("--demo includes its own data, but --data is given too.", "--demo", "--data", "x")]
    [InlineData("--catalog: no effect with --demo", "--demo", "--catalog", "x")]
    [InlineData("--strategies names 'hard'; expected easiest, hardest, random, semi-hard,", "--data", "x", "--strategies",
        "easiest,hard")]
    [InlineData("--strategies names random twice.", "--data", "x", "--strategies", "random,random")]
    [InlineData("--resume resumes the comparison in the folder, --force overwrites it.", "--data", "x", "--resume", "--force")]
    [InlineData("--seeds is 0; expected 1 or more.", "--data", "x", "--seeds", "0")]
    [InlineData("Try 'tercet compare --help'.", "--data", "x", "--cap", "2")]
    public void Wrong_usage_ends_with_2(string message, params string[] arguments)
    {
        var tool = Tool.Run(["compare", .. arguments]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    private string[] Arguments(int epochs = 3, int triplets = 60)
    {
        var train = _folder.Embeddings(epochs, triplets);
        var cycles = Array.IndexOf(train, "--cycles");
        return ["compare", .. train[1..cycles], .. train[(cycles + 2)..]];
    }

    private void AssertEqual(string expected, string actual)
    {
        Assert.Equal(_folder.Files(expected), _folder.Files(actual));
        foreach (var name in _folder.Files(expected))
            Assert.Equal(File.ReadAllBytes(_folder[$"{expected}/{name}"]), File.ReadAllBytes(_folder[$"{actual}/{name}"]));
    }

    private static (int, string, string) Run(string[] arguments)
    {
        var tool = Tool.Run(arguments);
        return (tool.ExitCode, tool.Output, tool.Error);
    }
}
