using System.Text.Json;

namespace Tercet.Cli.Tests.Commands;

/// <summary><c>tercet mine --mine batches</c>, and the other commands on such a run.</summary>
public sealed class MineBatchesTests : IDisposable
{
    private static readonly string[] Shape =
    [
        "mine", "classes-per-batch", "samples-per-class", "group-size", "last-batch", "batches", "triplets", "epochs", "steps",
        "positive-strategy", "candidate-pool",
    ];

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Slices_together_are_the_whole()
    {
        // 80 classes to train on, in batches of 12: seven per pass, so that epochs of four end within passes.
        string[] arguments = [
            .. _folder.WriteItems(300, 5, perClass: 3), "--mine", "batches", "--classes-per-batch", "12", "--batches", "4",
            "--epochs", "5", "--format", "csv", "--quiet"];
        string[] Lines(string name, params string[] steps)
        {
            var tool = Tool.Run([.. arguments, "--out", _folder[name], .. steps]);
            Assert.Equal((0, "", ""), (tool.ExitCode, tool.Output, tool.Error));
            return File.ReadAllLines(Path.Combine(_folder[name], "train.csv"));
        }

        var whole = Lines("whole");
        var parts = new[] { "0..6", "6..7", "7..20" }.SelectMany((range, i) => Lines($"part{i}", "--steps", range).Skip(1));
        Assert.Equal(whole.Skip(1), parts);
    }

    [Fact]
    public void A_slice_without_any_group_member_is_reported()
    {
        // 80 classes in batches of 79: the second batch of the pass is of one class.
        var tool = Tool.Run([
            .. _folder.WriteItems(300, 5, perClass: 3), "--mine", "batches", "--classes-per-batch", "79", "--steps", "1..2",
            "--cycles", "1", "--out", _folder["run"]]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.Equal(
            "tercet: no class joins another: the excluded pairs, groups or minimal distance exclude every one, or the steps "
                + "are of batches of one class, the last of a pass. Relax these filters, or take more steps.\n", tool.Error);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void The_summary_as_json_can_be_read_by_a_script()
    {
        var tool = Mine("run", "--recipe", "sequenced", "--json");
        using var json = JsonDocument.Parse(tool.Output);
        Assert.Equal(
            ["run", "files", "batches", "test-batches", "target-hardness", "actual-hardness", "hardness-by-tenth-of-cycle",
                "negative-nearer-than-positive", "positives-at-distance-0", "negatives-at-distance-0", "classes", "times-per-class",
                "notes"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal((2 * 4, 1),
            (json.RootElement.GetProperty("batches").GetInt32(), json.RootElement.GetProperty("test-batches").GetInt32()));
        Assert.Equal((16, JsonValueKind.Null),
            (json.RootElement.GetProperty("classes").GetInt32(),
            json.RootElement.GetProperty("negative-nearer-than-positive").ValueKind));
        Assert.Equal([2, 2], json.RootElement.GetProperty("times-per-class").EnumerateArray().Select(times => times.GetInt32()));
        // In each of 2 × 4 batches all classes except the seed class are members.
        Assert.Equal(2 * (16 - 4),
            json.RootElement.GetProperty("hardness-by-tenth-of-cycle").EnumerateArray()
            .Sum(tenth => tenth.GetProperty("members").GetInt32()));
        using var inspected = JsonDocument.Parse(Tool.Run("inspect", _folder["run"], "--json").Output);
        Assert.Equal(json.RootElement.ToString(), inspected.RootElement.ToString());
    }

    [Fact]
    public void The_manifest_has_the_options_of_batches_and_none_of_triplets()
    {
        Mine("run", "--recipe", "sequenced", "--quiet");
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["run/manifest.json"]));
        var options = manifest.RootElement.GetProperty("options");
        Assert.Equal(
            [
                ("mine", "batches"), ("classes-per-batch", "5"), ("samples-per-class", "2"), ("group-size", "5"),
                ("last-batch", "keep"), ("epochs", "2"), ("steps", "0..8"),
            ],
            options.EnumerateObject().Where(property => Shape.Contains(property.Name))
                .Select(property => (property.Name, property.Value.ToString())));
        Assert.Equal(("log-rank", 1, 1.0),
            (options.GetProperty("selector").GetString(), options.GetProperty("cycles").GetInt32(),
            options.GetProperty("cap").GetDouble()));
        Assert.Equal((8, 8), (
            manifest.RootElement.GetProperty("train").GetProperty("batches").GetInt32(),
            manifest.RootElement.GetProperty("train").GetProperty("total-steps").GetInt32()));
    }

    [Fact]
    public void Inspect_and_report_describe_groups_of_classes()
    {
        var mined = Mine("run", "--group-size", "3");
        Assert.StartsWith("8 batches of 5 classes with 2 items each and 1 test batch, from 60 items of 20 classes, 4 dimensions.",
            mined.Output, StringComparison.Ordinal);
        Assert.Contains("classes in batches  16 of 16, 2 times each", mined.Output, StringComparison.Ordinal);
        var inspected = Tool.Run("inspect", _folder["run"]);
        Assert.Equal((0, ""), (inspected.ExitCode, inspected.Error));
        foreach (var words in new[] { "8 batches of 5 classes",
            "of 3 classes: a seed class and, of the classes left in the pass, those at its target hardness",
            "batches of fewer classes than requested: 3;" })
        {
            Assert.Contains(words, mined.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.Contains(words, inspected.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
        var report = File.ReadAllText(_folder["run/report.html"]);
        foreach (var words in new[] { "8 batches of 5 classes", "<figure class=\"seed\">", "<figure class=\"member\">",
            "one dot per class", "Groups from easy to hard" })
            Assert.Contains(words, report, StringComparison.Ordinal);
        Assert.DoesNotContain("triplets", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_both_kinds_are_overlaid()
    {
        Mine("batches", "--quiet");
        Mine("random", "--quiet", "--strategy", "random");
        Assert.Equal(0, Tool.Run(
            [.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--quiet", "--out", _folder["triplets"]]).ExitCode);
        foreach (var runs in new string[][] { ["batches"], ["batches", "triplets"], ["random", "batches"], ["random"] })
        {
            var tool = Tool.Run(["plot", .. runs.Select(run => _folder[run]), "--out", _folder["plot.svg"]]);
            Assert.Equal((0, $"{_folder["plot.svg"]}\n", ""), (tool.ExitCode, tool.Output, tool.Error));
            var words = File.ReadAllText(_folder["plot.svg"]);
            Assert.Contains(runs.Length == 1 ? "one dot per class" : runs.Contains(
                "triplets") ? "dots: triplets or classes, lines: medians" : "lines: medians", words, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    public void Every_format_is_inspected_alike(string format)
    {
        Mine("first", "--quiet");
        Mine("run", "--quiet", "--format", format);
        Assert.True(File.Exists(_folder[$"run/train.{format}"]));
        using JsonDocument first = JsonDocument.Parse(Tool.Run("inspect", _folder["first"], "--json").Output),
            other = JsonDocument.Parse(Tool.Run("inspect", _folder["run"], "--json").Output);
        Assert.Equal(first.RootElement.GetProperty("hardness-by-tenth-of-cycle").ToString(),
            other.RootElement.GetProperty("hardness-by-tenth-of-cycle").ToString());
    }

    [Fact]
    public void A_test_split_too_small_for_a_whole_batch_is_noted()
    {
        var tool = Mine("run", "--last-batch", "drop");
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Contains("test classes: 4; they are too few for one whole batch, so that there are no test batches.",
            tool.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["run/test.parquet"]));
    }

    [Fact]
    public void Triplets_in_place_of_batches_are_reported()
    {
        Mine("run", "--quiet", "--format", "csv");
        Assert.Equal(0, Tool.Run(
            [.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--quiet", "--format", "csv", "--out",
            _folder["triplets"]]).ExitCode);
        File.Copy(_folder["triplets/train.csv"], _folder["run/train.csv"], overwrite: true);
        var tool = Tool.Run("inspect", _folder["run"]);
        Assert.Equal((65, $"tercet: {_folder["run/train.csv"]}: no batches, since it lacks the columns batch, slot, group, "
            + "role, item, class, distance.\n"), (tool.ExitCode, tool.Error));
    }

    [Theory]
    [InlineData("--triplets applies to triplets only. Leave it out, or leave out --mine batches.", "--mine", "batches",
        "--triplets", "10")]
    [InlineData("--test-triplets applies to triplets only.", "--mine", "batches", "--test-triplets", "10")]
    [InlineData("--candidate-pool applies to triplets only.", "--mine", "batches", "--candidate-pool", "10")]
    [InlineData("--positive-strategy applies to triplets only.", "--mine", "batches", "--positive-strategy", "nearest")]
    [InlineData("--classes-per-batch applies to batches only. Leave it out, or add --mine batches.", "--classes-per-batch", "8")]
    [InlineData("--samples-per-class applies to batches only.", "--samples-per-class", "8")]
    [InlineData("--group-size applies to batches only.", "--group-size", "8")]
    [InlineData("--last-batch applies to batches only.", "--last-batch", "drop")]
    [InlineData("--batches applies to batches only.", "--batches", "8", "--mine", "triplets")]
    [InlineData("--test-batches applies to batches only.", "--test-batches", "8")]
    [InlineData("--mine is 'pairs'; expected one of triplets, batches.", "--mine", "pairs")]
    [InlineData("--strategy is semi-hard, which selects single negatives; expected ", "--mine", "batches", "--strategy",
        "semi-hard")]
    [InlineData("--group-size is 9; expected 2 to --classes-per-batch, 5.", "--mine", "batches", "--classes-per-batch", "5",
        "--group-size", "9")]
    public void Contradicting_options_are_rejected(string message, params string[] arguments)
    {
        var tool = Tool.Run([.. _folder.WriteItems(60, 4, perClass: 3), .. arguments, "--out", _folder["run"]]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Every_option_of_the_other_kind_is_named_at_once()
    {
        var tool = Tool.Run([
            .. _folder.WriteItems(60, 4, perClass: 3), "--mine", "batches", "--triplets", "5", "--positive-strategy", "random",
            "--candidate-pool", "5", "--out", _folder["run"]]);
        Assert.Equal(2, tool.ExitCode);
        foreach (var name in new[] { "--triplets", "--positive-strategy", "--candidate-pool" })
            Assert.Contains($"{name} applies to triplets only. Leave it out, or leave out --mine batches.", tool.Error,
                StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_data_do_not_allow_is_reported()
    {
        var few = Mine("run", "--last-batch", "drop", "--classes-per-batch", "17");
        Assert.Equal(65, few.ExitCode);
        Assert.Contains("the training split has 16 classes, too few for one batch of 17. Use fewer classes per batch "
            + "(--classes-per-batch), or keep or fill the last batch (--last-batch).", few.Error, StringComparison.Ordinal);
        var steps = Mine("run", "--steps", "7..9");
        Assert.Equal(2, steps.ExitCode);
        Assert.Contains("--steps is 7..9; expected start..end with 0 ≤ start < end ≤ 8", steps.Error, StringComparison.Ordinal);
        var cycles = Mine("run", "--cycles", "9");
        Assert.Contains("--cycles is 9; expected at most the number of steps, 8.", cycles.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Help_names_the_options_with_their_defaults()
    {
        var help = Tool.Run("mine", "--help").Output;
        foreach (var text in new[]
        {
            "Batches of classes", "--mine NAME", "[default: triplets]", "--classes-per-batch P", "[default: 32]",
                "--samples-per-class S", "--last-batch NAME", "keep, drop, fill",
            "--group-size G", "[default: the whole batch is one group]", "--batches N", "[default: one pass over the classes]",
                "--test-batches N", "[default: one pass over the test classes]",
        })
            Assert.Contains(text, string.Join(' ', help.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                StringComparison.Ordinal);
    }

    /// <summary>
    /// 16 training classes of three items and 4 test classes, in batches of five: four per pass, the last of one class.
    /// </summary>
    private Tool Mine(string run, params string[] options)
    {
        string[] shape = options.Contains("--classes-per-batch") ? [] : ["--classes-per-batch", "5"];
        return Tool.Run([.. _folder.WriteItems(60, 4, perClass: 3), "--mine", "batches", .. shape, "--epochs", "2", "--out",
            _folder[run], .. options]);
    }
}
