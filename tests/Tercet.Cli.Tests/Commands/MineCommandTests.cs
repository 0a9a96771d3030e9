using System.Text.Json;
using System.Text.RegularExpressions;
using Tercet.CommandLine.Data;

namespace Tercet.Cli.Tests.Commands;

public sealed class MineCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_option_out_of_bounds_is_reported_once()
    {
        var tool = Tool.Run([.. _folder.WriteItems(40, 3, perClass: 4), "--curve", "tanh", "--growth", "500", "--out", _folder["run"]]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Equal("tercet: --growth is 500; expected a number in (0, 100].\nTry 'tercet mine --help'.\n", tool.Error);
    }

    [Fact]
    public void The_demo_writes_a_complete_run()
    {
        var tool = Tool.Run("demo", "--out", _folder["demo"]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.Contains("10,000 triplets and 2,000 test triplets, from 2,000 items of 2,000 classes and a catalog of 2,000",
            tool.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["hardness.png", "hardness.svg", "manifest.json", "report.html", "split.csv", "test.parquet", "train.parquet"],
            Directory.GetFileSystemEntries(_folder["demo/run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_demo_rejects_a_folder_of_other_files()
    {
        _folder.Write("mine/items.csv", "name,label\n");
        var tool = Tool.Run("demo", "--out", _folder["mine"]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("the folder holds other files", tool.Error, StringComparison.Ordinal);
        Assert.Equal(["items.csv"], Directory.GetFileSystemEntries(_folder["mine"]).Select(Path.GetFileName));
    }

    [Fact]
    public void A_folder_of_images_is_mined_as_it_is()
    {
        DemoSet.Unpack(_folder["demo"]);
        foreach (var file in Directory.GetFiles(_folder["demo/images/ar-pl-ukai-cn"]).Order(StringComparer.Ordinal).Take(20)
            .Select((path, i) => (path, i)))
        {
            Directory.CreateDirectory(_folder[$"photos/class {file.i / 4}"]);
            File.Copy(file.path, _folder[$"photos/class {file.i / 4}/{file.i}.png"]);
        }
        var tool = Tool.Run("mine", "--data", _folder["photos"], "--out", _folder["run"], "--triplets", "50", "--format",
            "jsonl");
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        using var row = JsonDocument.Parse(File.ReadLines(_folder["run/train.jsonl"]).First());
        var anchor = row.RootElement.GetProperty("anchor_file").GetString()!;
        Assert.True(File.Exists(_folder[$"photos/{anchor}"]));
        Assert.StartsWith(anchor + ",",
            File.ReadAllLines(_folder["run/items.csv"])[row.RootElement.GetProperty("anchor").GetInt32() + 1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_as_json_can_be_read_by_a_script()
    {
        var tool = Tool.Run([.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--out", _folder["run"], "--json"]);
        using var json = JsonDocument.Parse(tool.Output);
        Assert.Equal(40, json.RootElement.GetProperty("triplets").GetInt32());
        Assert.Equal(8, json.RootElement.GetProperty("test-triplets").GetInt32());
        using var inspected = JsonDocument.Parse(Tool.Run("inspect", _folder["run"], "--json").Output);
        Assert.Equal(json.RootElement.GetProperty("actual-hardness").GetDouble(),
            inspected.RootElement.GetProperty("actual-hardness").GetDouble());
    }

    [Fact]
    public void Suggested_commands_name_the_tool_as_it_was_called()
    {
        var tool = Tool.Run([.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--out", _folder["run"]]);
        Assert.Matches($"\nNext:\n  dotnet \\S*Tercet\\.Cli\\.dll view {Regex.Escape(_folder["run"])}\n", tool.Output);
    }

    [Fact]
    public void Quiet_prints_nothing()
    {
        var tool = Tool.Run([.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--out", _folder["run"], "--quiet"]);
        Assert.Equal((0, "", ""), (tool.ExitCode, tool.Output, tool.Error));
    }

    [Fact]
    public void An_existing_run_is_overwritten_only_with_force_and_other_files_are_kept()
    {
        string[] arguments = [.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--out", _folder["run"]];
        Assert.Equal(0, Tool.Run(arguments).ExitCode);
        _folder.Write("run/notes.txt", "mine");
        var before = File.ReadAllBytes(_folder["run/train.parquet"]);

        var refused = Tool.Run([.. arguments, "--seed", "2"]);
        Assert.Equal(65, refused.ExitCode);
        Assert.Equal($"tercet: {_folder["run"]}: the folder already holds a run (manifest.json). Choose another folder, or "
            + "replace that run (--force).\n", refused.Error);
        Assert.Equal(before, File.ReadAllBytes(_folder["run/train.parquet"]));

        Assert.Equal(0, Tool.Run([.. arguments, "--seed", "2", "--format", "csv", "--force"]).ExitCode);
        Assert.False(File.Exists(_folder["run/train.parquet"]));
        Assert.True(File.Exists(_folder["run/train.csv"]));
        Assert.Equal("mine", File.ReadAllText(_folder["run/notes.txt"]));
    }

    [Fact]
    public void Every_wrong_option_is_named_at_once()
    {
        var tool = Tool.Run([
            .. _folder.WriteItems(60, 4, perClass: 3), "--cap", "2", "--cycles", "0", "--steps", "5..3", "--out",
            _folder["run"]]);
        Assert.Equal(2, tool.ExitCode);
        foreach (var part in new[] { "--cap is 2; expected a hardness in [0, 1]", "--cycles is 0; expected 1 or more",
            "--steps is 5..3; expected start..end" })
            Assert.Contains(part, tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("--data is missing: a table or a folder of items; or --queries, --passages and --pairs.", "mine")]
    [InlineData("--curve is 'sigmod'; expected one of constant, linear, sine, tanh, logarithmic, sigmoid, exponential.", "mine",
        "--data", "x", "--curve", "sigmod")]
    [InlineData("--steps is '7'; expected A..B, such as 0..1000", "mine", "--data", "x", "--steps", "7")]
    [InlineData("--catalog with --embeddings needs --catalog-embeddings", "mine", "--data", "x", "--embeddings", "x.npy",
        "--catalog", "c")]
    [InlineData("--out is 'fig.pdf'; expected a name that ends in .png or .svg.", "plot", "--out", "fig.pdf")]
    [InlineData("both runs and options of a schedule are given", "plot", "run", "--curve", "linear", "--out", "fig.png")]
    [InlineData("--cap is 3; expected a hardness in [0, 1].", "plot", "--cap", "3", "--out", "fig.png")]
    [InlineData("--growth is '2,5'; expected a finite number with a decimal point, such as 0.5.", "plot", "--growth", "2,5", "--out",
        "fig.png")]
    [InlineData("--triplets is '1,000'; expected a whole number, such as 1000.", "mine", "--data", "x", "--triplets", "1,000")]
    [InlineData("--seed is '-1'; expected a whole number from 0 to 18446744073709551615.", "mine", "--data", "x", "--seed", "-1")]
    [InlineData("Try 'tercet mine --help'.", "mine", "--data", "x", "--triplets", "0")]
    [InlineData("9 runs; expected at most 8, the number of colours that can be told apart.", "plot", "1", "2", "3", "4", "5", "6",
        "7", "8", "9", "--out", "fig.png")]
    public void Wrong_usage_ends_with_2(string message, params string[] arguments)
    {
        var tool = Tool.Run(arguments);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_images_are_listed_with_their_rows_and_nothing_is_left()
    {
        _folder.Write("items.csv", "file,class\na.png,1\nb.png,1\nc.png,2\nd.png,2\n");
        _folder.Write("b.png", "no image");
        var tool = Tool.Run("mine", "--data", _folder["items.csv"], "--test-ratio", "0", "--out", _folder["deep/run"]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("4 of 4 images cannot be used", tool.Error, StringComparison.Ordinal);
        Assert.Contains("row 2: 'a.png': no such file", tool.Error, StringComparison.Ordinal);
        Assert.Contains("row 3: 'b.png': not an image", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["deep"]));
    }

    [Fact]
    public void Data_that_are_neither_file_nor_folder_are_named()
    {
        var tool = Tool.Run("mine", "--data", "photoz", "--out", _folder["run"]);
        Assert.Equal((65, "tercet: photoz: no such file or folder. Expected a CSV file with one row per item, or a folder with "
            + "one sub-folder of images per class.\n"), (tool.ExitCode, tool.Error));
    }

    [Fact]
    public void Filters_and_slices_are_in_the_summary_and_in_the_manifest()
    {
        var arguments = _folder.WriteItems(60, 4, perClass: 3);
        _folder.Write("items.csv",
            string.Concat(File.ReadAllLines(_folder["items.csv"])
            .Select((line, i) => line + (i == 0 ? ",kind\n" : $",{i % 2}\n"))));
        var tool = Tool.Run([
            .. arguments, "--triplets", "40", "--steps", "10..20", "--group-column", "kind", "--min-distance", "0.5", "--out",
            _folder["run"]]);
        Assert.Equal("", tool.Error);
        Assert.StartsWith("10 triplets (steps 10..20 of 40) and 8 test triplets", tool.Output, StringComparison.Ordinal);
        Assert.Contains("excluding the anchor's class, its group, candidates nearer than 0.5", tool.Output,
            StringComparison.Ordinal);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["run/manifest.json"]));
        Assert.Equal("kind", manifest.RootElement.GetProperty("options").GetProperty("group-column").GetString());
    }

    [Fact]
    public void A_run_inside_the_image_folder_is_refused()
    {
        _folder.Write("photos/a/1.png", "");
        var tool = Tool.Run("mine", "--data", _folder["photos"], "--out", _folder["photos/run"]);
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains("where its images would count as a class", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_with_74_and_leaves_nothing()
    {
        Directory.CreateDirectory(_folder["small"]);
        string[] arguments = [
            .. _folder.WriteItems(600, 4, perClass: 3), "--triplets", "20000", "--format", "csv", "--out", _folder["small/run"]];
        var tool = Tool.RunOnSmallDisk(_folder["small"], arguments);
        Assert.SkipWhen(tool is null, "a small file system of its own can be mounted here neither by this user nor by 'unshare'");
        Assert.Equal(74, tool.ExitCode);
        Assert.Contains("Check the path, permissions and free space.", tool.Error, StringComparison.Ordinal);
        Assert.Equal("left:\n", tool.Output);
    }

    [Fact]
    public void An_interrupt_ends_with_130_and_leaves_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT through kill");
        string[] arguments = [.. _folder.WriteItems(20_000, 256, perClass: 3), "--triplets", "200000", "--out", _folder["run"]];
        var tool = Tool.Interrupt(_folder["run"], arguments);
        Assert.Equal((130, "tercet: interrupted; no partial output was left.\n"), (tool.ExitCode, tool.Error));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Plots_are_written_for_schedules_and_for_runs()
    {
        string[] arguments = [.. _folder.WriteItems(60, 4, perClass: 3), "--triplets", "40", "--quiet"];
        Assert.Equal(0, Tool.Run([.. arguments, "--out", _folder["one"]]).ExitCode);
        Assert.Equal(0, Tool.Run([.. arguments, "--strategy", "semi-hard", "--out", _folder["two"]]).ExitCode);
        Assert.Equal(0, Tool.Run("plot", "--curve", "tanh", "--out", _folder["schedule.png"]).ExitCode);
        Assert.Equal(0, Tool.Run("plot", _folder["one"], _folder["two"], "--out", _folder["new/overlay.svg"]).ExitCode);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(_folder["schedule.png"])[..4]);
        Assert.Contains("two", File.ReadAllText(_folder["new/overlay.svg"]), StringComparison.Ordinal);
    }

    /// <summary>A drawing area of 60,842 × 43,626 pixels, which takes 10 GB.</summary>
    [Fact]
    public void A_picture_that_cannot_be_shown_does_not_end_a_run()
    {
        string[] arguments = [.. _folder.WriteItems(40, 4, perClass: 4), "--triplets", "20", "--cycles", "2", "--quiet"];
        Directory.CreateDirectory(_folder["photos"]);
        for (var i = 0; i < 40; i++)
            File.WriteAllBytes(_folder[$"photos/{i}.png"], Convert.FromHexString(
                "474946383961AAED6AAAA000A004AC0C4000F5586001BB22F880FBB50B0100000000054BF00144DE3300CBE20600"
                + "108800000A48A0ECC077EF2F9E18C20000000049454E44AE426082"));
        var tool = Tool.Run([.. arguments, "--images", _folder["photos"], "--out", _folder["run"]]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        Assert.DoesNotContain("<img", File.ReadAllText(_folder["run/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_option_with_its_default()
    {
        var tool = Tool.Run("mine", "--help");
        Assert.Equal(0, tool.ExitCode);
        foreach (var text in new[] { "--file-column", "[default: file]", "--test-ratio", "[default: 0.2]", "--triplets",
            "[default: 10000]", "--cap", "[default: 0.85]", "--scale", "[default: range]", "--candidate-pool",
            "[default: all items]" })
            Assert.Contains(text, tool.Output, StringComparison.Ordinal);
    }
}
