using System.Text.Json;

namespace Tercet.Cli.Tests.Commands;

/// <summary>Corrected labels give the run of a table that has them.</summary>
public sealed class RelabelTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--triplets 200")]
    [InlineData("--triplets 100 --split item --format csv")]
    [InlineData("--mine batches --classes-per-batch 4 --batches 10 --test-ratio 0")]
    public void A_run_is_that_of_a_table_with_the_corrected_labels(string options)
    {
        string[] arguments = [.. _folder.WriteItems(90, 5, perClass: 3), .. options.Split(' '), "--quiet"];
        var table = File.ReadAllText(_folder["items.csv"]);
        _folder.Write("relabel.csv", "item,class,was\n4.png,c0,c1\n5.png,,c1\n88.png,a new one,c29\n7.png,c2,c2\n89.png,a new one,c29\n");
        Require(Tool.Run([.. arguments, "--relabel", _folder["relabel.csv"], "--out", _folder["relabelled"]]));
        Assert.Equal(table, File.ReadAllText(_folder["items.csv"]));
        _folder.Write("items.csv", table
            .Replace("\n4.png,c1\n5.png,c1\n", "\n4.png,c0\n5.png,\n", StringComparison.Ordinal)
            .Replace("\n88.png,c29\n89.png,c29\n", "\n88.png,a new one\n89.png,a new one\n", StringComparison.Ordinal));
        Require(Tool.Run([.. arguments, "--out", _folder["corrected"]]));
        Assert.Equal(Hashes("corrected"), Hashes("relabelled"));
        Assert.True(Hashes("corrected").Count >= 2);
    }

    [Fact]
    public void The_manifest_names_the_file_and_counts_what_it_changes()
    {
        _folder.Write("relabel.csv", "item,class\n1.png,c1\n5.png,\n2.png,c00\n3.png,c1\n");
        var tool = Mine("--relabel", _folder["relabel.csv"]);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(_folder["run/manifest.json"]));
        var input = manifest.RootElement.GetProperty("inputs").EnumerateArray().Single(input => input.GetProperty("role").GetString() == "relabel");
        Assert.Equal(_folder["relabel.csv"], input.GetProperty("path").GetString());
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder["relabel.csv"]))),
            input.GetProperty("sha256").GetString());
        Assert.Equal(
            [
                $"{_folder["relabel.csv"]}: 2 items have another class than in the data, 1 are left out because their class is not known.",
                $"{_folder["relabel.csv"]}: 1 classes are not in the data, such as 'c00'; they are new classes.",
            ],
            manifest.RootElement.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!).Take(2));
        Assert.Equal("items without a class", manifest.RootElement.GetProperty("skipped")[0].GetProperty("what").GetString());
        Assert.Contains("2 items have another class", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_catalog_is_corrected_too()
    {
        string[] arguments = [.. _folder.WriteItems(60, 4, perClass: 2), "--triplets", "60", "--quiet"];
        File.Copy(_folder["items.npy"], _folder["catalog.npy"]);
        var catalog = File.ReadAllText(_folder["items.csv"]).Replace(".png", ".svg", StringComparison.Ordinal);
        arguments = [.. arguments, "--catalog", _folder.Write("catalog.csv", catalog), "--catalog-embeddings", _folder["catalog.npy"]];
        _folder.Write("relabel.csv", "item,class\n3.svg,c7\n8.svg,\n3.png,c7\n");
        Require(Tool.Run([.. arguments, "--relabel", _folder["relabel.csv"], "--out", _folder["relabelled"]]));
        _folder.Write("catalog.csv", catalog
            .Replace("\n3.svg,c1\n", "\n3.svg,c7\n", StringComparison.Ordinal).Replace("\n8.svg,c4\n", "\n8.svg,\n", StringComparison.Ordinal));
        _folder.Write("items.csv", File.ReadAllText(_folder["items.csv"]).Replace("\n3.png,c1\n", "\n3.png,c7\n", StringComparison.Ordinal));
        Require(Tool.Run([.. arguments, "--out", _folder["corrected"]]));
        Assert.Equal(Hashes("corrected"), Hashes("relabelled"));
    }

    [Fact]
    public void With_several_labels_a_correction_has_several()
    {
        string[] arguments = [.. _folder.WriteItems(60, 4, perClass: 2), "--triplets", "60", "--class-separator", "|", "--quiet"];
        _folder.Write("relabel.csv", "item,class\n3.png,c1|c2\n4.png,c1 | c2\n");
        Require(Tool.Run([.. arguments, "--relabel", _folder["relabel.csv"], "--out", _folder["relabelled"]]));
        _folder.Write("items.csv", File.ReadAllText(_folder["items.csv"])
            .Replace("\n3.png,c1\n4.png,c2\n", "\n3.png,c1|c2\n4.png,c1 | c2\n", StringComparison.Ordinal));
        Require(Tool.Run([.. arguments, "--out", _folder["corrected"]]));
        Assert.Equal(Hashes("corrected"), Hashes("relabelled"));
    }

    [Fact]
    public void In_a_folder_of_images_a_correction_names_the_file_and_moves_nothing()
    {
        CommandLine.Data.DemoSet.Unpack(_folder["demo"]);
        foreach (var (i, path) in Directory.GetFiles(_folder["demo/images/ar-pl-ukai-cn"]).Order(StringComparer.Ordinal).Take(12).Index())
        {
            Directory.CreateDirectory(_folder[$"photos/{i / 4}"]);
            File.Copy(path, _folder[$"photos/{i / 4}/{i}.png"]);
        }
        _folder.Write("relabel.csv", "item,class,was\n0/2.png,1,0\n0/3.png,,0\n");
        Require(Tool.Run(
            "mine", "--data", _folder["photos"], "--relabel", _folder["relabel.csv"], "--triplets", "20", "--test-ratio", "0", "--no-report",
            "--no-cache", "--quiet", "--out", _folder["run"]));
        Assert.Equal(
            ["file,class", "0/0.png,0", "0/1.png,0", "0/2.png,1", "0/3.png,", "1/4.png,1"],
            File.ReadLines(_folder["run/items.csv"]).Take(6));
        Assert.True(File.Exists(_folder["photos/0/3.png"]));
    }

    [Fact]
    public void Files_with_a_header_alone_change_nothing()
    {
        Mine("--triplets", "50");
        var before = Hashes("run");
        var header = _folder.Write("header.csv", "item,class,was\n");
        Mine("--triplets", "50", "--relabel", header, "--exclude", header, "--force");
        Assert.Equal(before, Hashes("run"));
    }

    [Fact]
    public void Queries_and_passages_have_no_classes_to_correct()
    {
        using var folder = new RetrievalFolder();
        var tool = folder.Mine("--relabel", folder.Write("relabel.csv", "item,class\np1,x\n"));
        Assert.Equal(2, tool.ExitCode);
        Assert.StartsWith("tercet: --relabel: no effect on queries and passages, which have no classes.", tool.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item,class\nx.png,c1\n", "1 rows name no item of the data:\n  row 2: x.png\n")]
    [InlineData("item,class\n1.png,c1\n1.png,c2\n", "1 rows contradict an earlier one:\n  row 3: 1.png is 'c2', but 'c1' in row 2\n")]
    [InlineData("1.png,c1\n", "the first line names items: 1.png.")]
    [InlineData(null, "no such file.")]
    public void What_is_wrong_with_the_file_is_named(string? text, string message)
    {
        if (text is not null)
            _folder.Write("relabel.csv", text);
        var tool = Tool.Run([
            .. _folder.WriteItems(60, 4, perClass: 3), "--relabel", _folder["relabel.csv"], "--out", _folder["run"]]);
        Assert.Equal(65, tool.ExitCode);
        Assert.StartsWith($"tercet: {_folder["relabel.csv"]}: {message}", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Where_one_class_is_left_the_usual_message_says_so()
    {
        var items = string.Concat(Enumerable.Range(0, 6).Select(i => $"{i}.png,c0\n"));
        var tool = Tool.Run([
            .. _folder.WriteItems(6, 4, perClass: 3), "--relabel", _folder.Write("relabel.csv", "item,class\n" + items), "--out", _folder["run"]]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("one class", tool.Error, StringComparison.Ordinal);
    }

    private Tool Mine(params string[] options) => Require(Tool.Run(
        [.. _folder.WriteItems(60, 4, perClass: 3), "--no-report", "--out", _folder["run"], .. options]));

    private static Tool Require(Tool tool)
    {
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        return tool;
    }

    /// <summary>The contents of a run's sequences and of its split, by name.</summary>
    private Dictionary<string, string> Hashes(string run) => Directory.GetFiles(_folder[run], "*.*")
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("train.", StringComparison.Ordinal)
            || name.StartsWith("test.", StringComparison.Ordinal) || name == "split.csv"))
        .ToDictionary(
            path => Path.GetFileName(path), path => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
}
