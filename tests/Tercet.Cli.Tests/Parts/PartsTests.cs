namespace Tercet.Cli.Tests.Parts;

/// <summary>A run in parts is byte-identical to that of one machine, on mixed processors, in any order.</summary>
public sealed class PartsTests : IDisposable
{
    private readonly PlannedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData(7, "--triplets 2000")]
    [InlineData(3, "--triplets 900 --epochs 3 --format csv --strategy scheduled --scale rank --curve tanh --order shuffled")]
    [InlineData(4, "--triplets 500 --steps 100..400 --split item --no-report --distance cosine --format jsonl")]
    [InlineData(5, "--triplets 800 --candidate-pool 20 --strategy hardest --test-ratio 0")]
    [InlineData(1000, "--triplets 600 --min-distance 9 --positive-strategy nearest --strategy random")]
    [InlineData(2, "--mine batches --classes-per-batch 8 --epochs 3 --group-size 4")]
    [InlineData(9, "--mine batches --classes-per-batch 7 --batches 30 --last-batch fill --strategy random --format csv")]
    [InlineData(4, "--mine batches --classes-per-batch 7 --batches 30 --steps 11..25 --last-batch drop --scale rank")]
    public void A_run_in_parts_is_that_of_one_machine(int parts, string options)
    {
        var arguments = options.Split(' ');
        if (parts > 100)
            parts = 11;
        _run.MakeParts(parts, arguments);
        PlannedRun.Require(_run.Merge("--quiet"));
        Assert.False(Directory.Exists(Path.Combine(_run.Folder, "parts")));
        _run.RequireWhole(arguments);
    }

    [Fact]
    public void Catalog_groups_and_excluded_pairs_are_those_of_the_run()
    {
        var items = File.ReadAllLines(_run["items.csv"]);
        _run.Write("groups.csv", string.Join('\n', items.Select((line, i) => i == 0 ? line + ",group" : $"{line},g{i / 7}")));
        _run.Write("catalog.csv", string.Join('\n', items.Where((_, i) => i == 0 || i % 3 == 1)
            .Select((line, i) => i == 0 ? line + ",group" : $"{line},g{i}")));
        var rows = EmbeddingMatrix.Open(_run["items.npy"]);
        using (var npy = new NpyWriter(_run["catalog.npy"], 100, rows.Dimensions))
        {
            var row = new float[rows.Dimensions];
            for (var i = 0; i < 100; i++)
            {
                rows.CopyRow(3 * i, row);
                npy.WriteRow(i, row);
            }
            npy.Complete();
        }
        _run.Write("pairs.csv", "a,b\n0.png,4.png\n3.png,9.png\n");
        _run.Options =
        [
            "--data", _run["groups.csv"], "--embeddings", _run["items.npy"], "--catalog", _run["catalog.csv"],
            "--catalog-embeddings", _run["catalog.npy"], "--group-column", "group", "--exclude", _run["pairs.csv"],
        ];
        _run.MakeParts(4, "--triplets", "700");
        PlannedRun.Require(_run.Merge("--quiet"));
        _run.RequireWhole("--triplets", "700");
    }

    [Theory]
    [InlineData("--triplets", "900")]
    [InlineData("--mine", "batches", "--classes-per-batch", "8")]
    public void Corrected_labels_are_those_of_the_run(params string[] sequence)
    {
        _run.Options = [.. _run.Options, "--relabel", _run.Write("relabel.csv", "item,class\n3.png,c0\n4.png,\n9.png,new\n10.png,new\n")];
        _run.MakeParts(3, sequence);
        PlannedRun.Require(_run.Merge("--quiet"));
        _run.RequireWhole(sequence);
    }

    [Fact]
    public void A_part_that_is_there_is_not_made_again_and_two_processes_may_make_one()
    {
        PlannedRun.Require(_run.Plan("--triplets", "2000", "--parts", "3"));
        Parallel.For(0, 3, _ => PlannedRun.Require(_run.Part(1)));
        Assert.Equal([_run.FileOf(1)], Directory.GetFiles(Path.Combine(_run.Folder, "parts")));
        var (bytes, time) = (File.ReadAllBytes(_run.FileOf(1)), File.GetLastWriteTimeUtc(_run.FileOf(1)));
        Assert.Contains("was there already", PlannedRun.Require(_run.Part(1)).Output, StringComparison.Ordinal);
        Assert.Equal(time, File.GetLastWriteTimeUtc(_run.FileOf(1)));
        File.Delete(_run.FileOf(1));
        PlannedRun.Require(Commands.Tool.Run("part", _run.Folder, "1"));
        Assert.Equal(bytes, File.ReadAllBytes(_run.FileOf(1)));
    }

    [Fact]
    public void What_a_late_process_leaves_beside_a_merged_run_is_removed_and_nothing_else()
    {
        _run.MakeParts(2, "--triplets", "500");
        var part = File.ReadAllBytes(_run.FileOf(0));
        PartsFolder.RemoveLeft(_run.Folder);
        Assert.True(File.Exists(_run.FileOf(0)));
        PlannedRun.Require(_run.Merge("--quiet"));
        Directory.CreateDirectory(Path.GetDirectoryName(_run.FileOf(0))!);
        File.WriteAllBytes(_run.FileOf(0), part);
        File.WriteAllText(_run["run/parts/mine.txt"], "");
        PartsFolder.RemoveLeft(_run.Folder);
        Assert.Equal([_run["run/parts/mine.txt"]], Directory.GetFiles(_run["run/parts"]));
        File.Delete(_run["run/parts/mine.txt"]);
        PartsFolder.RemoveLeft(_run.Folder);
        Assert.False(Directory.Exists(_run["run/parts"]));
    }

    [Fact]
    public void A_part_can_be_made_away_from_the_folder_of_the_run()
    {
        PlannedRun.Require(_run.Plan("--triplets", "500", "--parts", "2"));
        Directory.CreateDirectory(_run["away"]);
        File.Copy(Path.Combine(_run.Folder, "plan.json"), _run["away/plan.json"]);
        foreach (var part in new[] { "0", "1" })
        {
            PlannedRun.Require(Commands.Tool.RunIn(_run["away"], "part", part, "--plan", "plan.json", "--out", $"0000{part}.part"));
            Directory.CreateDirectory(Path.Combine(_run.Folder, "parts"));
            File.Copy(_run[$"away/0000{part}.part"], Path.Combine(_run.Folder, "parts", $"0000{part}.part"));
        }
        PlannedRun.Require(_run.Merge("--quiet"));
        _run.RequireWhole("--triplets", "500");
    }

    [Fact]
    public void Relative_paths_start_from_where_the_plan_was_made_wherever_parts_are_made()
    {
        var folder = Path.GetDirectoryName(_run.Folder)!;
        string[] options = ["--data", "items.csv", "--embeddings", "items.npy", "--triplets", "300"];
        PlannedRun.Require(Commands.Tool.RunIn(folder, ["plan", .. options, "--out", "run", "--parts", "2"]));
        PlannedRun.Require(Commands.Tool.RunIn("/", ["part", _run.Folder, "0"]));
        PlannedRun.Require(Commands.Tool.RunIn(_run.Folder, ["part", ".", "1"]));
        PlannedRun.Require(Commands.Tool.RunIn("/", ["merge", _run.Folder, "--quiet"]));
        var report = File.ReadAllBytes(Path.Combine(_run.Folder, "report.html"));
        PlannedRun.Require(Commands.Tool.RunIn(folder, ["mine", .. options, "--out", "run", "--force", "--quiet"]));
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(_run.Folder, "report.html")));
    }

    [Fact]
    public void Embeddings_in_parts_are_those_of_encode()
    {
        CommandLine.Data.DemoSet.Unpack(_run["demo"]);
        var lines = File.ReadLines(_run["demo/items.csv"]).Take(60).ToList();
        for (var row = 1; row < 20; row++)
            lines[row] = $"missing{row}.png,x"; // all of the first part
        _run.Write("demo/some.csv", string.Join('\n', lines));
        string[] options = ["--data", _run["demo/some.csv"], "--images", _run["demo/images"], "--on-bad-image", "skip", "--no-cache"];
        PlannedRun.Require(Commands.Tool.Run(["plan", "--encode", .. options, "--parts", "4", "--out", _run.Folder]));
        for (var part = 3; part >= 0; part--)
            PlannedRun.Require(_run.Part(part));
        Assert.Contains("19 images cannot be used", PlannedRun.Require(_run.Merge()).Output, StringComparison.Ordinal);
        PlannedRun.Require(Commands.Tool.Run(["encode", .. options, "--out", _run["whole.npy"], "--quiet"]));
        Assert.Equal(File.ReadAllBytes(_run["whole.npy"]), File.ReadAllBytes(Path.Combine(_run.Folder, "embeddings.npy")));
        Assert.Contains("missing7.png", File.ReadAllText(Path.Combine(_run.Folder, "embeddings.json")), StringComparison.Ordinal);
        Assert.Equal(["embeddings.json", "embeddings.npy"], Directory.GetFiles(_run.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void An_image_that_changed_since_the_plan_is_named_and_its_part_not_made()
    {
        CommandLine.Data.DemoSet.Unpack(_run["demo"]);
        _run.Write("demo/some.csv", string.Join('\n', File.ReadLines(_run["demo/items.csv"]).Take(21)));
        string[] options = ["--data", _run["demo/some.csv"], "--images", _run["demo/images"], "--no-cache"];
        PlannedRun.Require(Commands.Tool.Run(["plan", "--encode", .. options, "--parts", "2", "--out", _run.Folder]));
        var name = File.ReadLines(_run["demo/some.csv"]).Last().Split(',')[0];
        var (image, other) = (Path.Combine(_run["demo/images"], name), File.ReadLines(_run["demo/some.csv"]).ElementAt(1).Split(',')[0]);
        var content = File.ReadAllBytes(image);
        File.Copy(Path.Combine(_run["demo/images"], other), image, overwrite: true); // a sound image, but another

        PlannedRun.Require(_run.Part(0));
        var refused = _run.Part(1);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("1 of 10 images of the part have changed since the plan was made", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"row 21: {name}", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_run.FileOf(1)));
        Assert.Contains("part 1: failed", Commands.Tool.Run("status", _run.Folder).Output, StringComparison.Ordinal);

        File.WriteAllBytes(image, content);
        PlannedRun.Require(_run.Part(1));
        PlannedRun.Require(_run.Merge("--quiet"));
        PlannedRun.Require(Commands.Tool.Run(["encode", .. options, "--out", _run["whole.npy"], "--quiet"]));
        Assert.Equal(File.ReadAllBytes(_run["whole.npy"]), File.ReadAllBytes(Path.Combine(_run.Folder, "embeddings.npy")));
    }

    [Fact]
    public void Status_tells_what_each_part_is()
    {
        PlannedRun.Require(_run.Plan("--triplets", "2000", "--parts", "6"));
        PlannedRun.Require(_run.Part(0));
        PlannedRun.Require(_run.Part(3));
        Directory.CreateDirectory(Path.Combine(_run.Folder, "parts"));
        File.WriteAllText(_run.FileOf(1) + ".0a0b0c0d.tercet-partial", "");
        File.WriteAllText(_run.FileOf(2) + ".0a0b0c0d.tercet-partial", "");
        File.SetLastWriteTimeUtc(_run.FileOf(2) + ".0a0b0c0d.tercet-partial", DateTime.UtcNow.AddHours(-2));
        File.WriteAllText(_run.FileOf(4) + ".failed", "the disk is full\n");
        var status = PlannedRun.Require(Commands.Tool.Run("status", _run.Folder)).Output;
        Assert.Contains("2 of 6 parts done", status, StringComparison.Ordinal);
        foreach (var line in new[] { "done       2", "running    1", "lost       1", "failed     1", "waiting    1", "part 4: failed: the disk is full", "2 h 0 min ago" })
            Assert.Contains(line, status, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(PlannedRun.Require(Commands.Tool.Run("status", _run.Folder, "--json")).Output);
        Assert.Equal(
            ["done", "running", "lost", "done", "failed", "waiting"],
            json.RootElement.GetProperty("list").EnumerateArray().Select(part => part.GetProperty("phase").GetString()));
        // The part is made in spite of what others left, which goes with it.
        foreach (var part in new[] { 1, 2, 4, 5 })
            PlannedRun.Require(_run.Part(part));
        Assert.Equal(6, Directory.GetFiles(Path.Combine(_run.Folder, "parts")).Length);
        Assert.Contains("ready-to-merge", Commands.Tool.Run("status", _run.Folder, "--json").Output, StringComparison.Ordinal);
        PlannedRun.Require(_run.Merge("--quiet"));
        Assert.Contains("merged", Commands.Tool.Run("status", _run.Folder).Output, StringComparison.Ordinal);
        Assert.Contains("merged already", PlannedRun.Require(_run.Merge()).Output, StringComparison.Ordinal);
        Assert.Contains("merged already", PlannedRun.Require(_run.Part(2)).Output, StringComparison.Ordinal);
    }
}
