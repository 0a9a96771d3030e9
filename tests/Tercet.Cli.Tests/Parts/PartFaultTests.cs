using Tercet.Cli.Tests.Commands;

namespace Tercet.Cli.Tests.Parts;

/// <summary>What is wrong with a plan, a part or an input is refused by name, and what the message says to do works.</summary>
public sealed class PartFaultTests : IDisposable
{
    private readonly PlannedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("truncated")]
    [InlineData("a byte changed")]
    [InlineData("a byte of the header changed")]
    [InlineData("empty")]
    public void A_damaged_part_is_refused_and_made_again(string damage)
    {
        _run.MakeParts(3, "--triplets", "900");
        var bytes = File.ReadAllBytes(_run.FileOf(1));
        if (damage == "truncated")
            bytes = bytes[..^7];
        else if (damage == "empty")
            bytes = [];
        else
            bytes[damage.Contains("header", StringComparison.Ordinal) ? 20 : bytes.Length / 2] ^= 4;
        File.WriteAllBytes(_run.FileOf(1), bytes);
        var merge = _run.Merge();
        Assert.Equal(65, merge.ExitCode);
        Assert.Contains($"{_run.FileOf(1)}: truncated or damaged; 'tercet part {_run.Folder} 1' makes it again", merge.Error, StringComparison.Ordinal);
        PlannedRun.Require(_run.Part(1));
        PlannedRun.Require(_run.Merge("--quiet"));
        _run.RequireWhole("--triplets", "900");
    }

    [Fact]
    public void A_part_of_another_plan_is_refused_until_it_is_moved_away()
    {
        using var other = new PlannedRun();
        other.MakeParts(3, "--triplets", "901");
        _run.MakeParts(3, "--triplets", "900");
        File.Copy(other.FileOf(2), _run.FileOf(2), overwrite: true);
        File.Copy(_run.FileOf(0), _run.FileOf(1), overwrite: true);
        var merge = _run.Merge();
        Assert.Equal(65, merge.ExitCode);
        Assert.Contains("2 of 3 parts cannot be merged", merge.Error, StringComparison.Ordinal);
        Assert.Contains($"{_run.FileOf(2)}: of another plan; move it away", merge.Error, StringComparison.Ordinal);
        var part = _run.Part(2);
        Assert.Equal(65, part.ExitCode);
        Assert.Contains("Move it away, then run the command again.", part.Error, StringComparison.Ordinal);
        foreach (var number in new[] { 1, 2 })
        {
            File.Move(_run.FileOf(number), _run[$"moved{number}"]);
            PlannedRun.Require(_run.Part(number));
        }
        PlannedRun.Require(_run.Merge("--quiet"));
        _run.RequireWhole("--triplets", "900");
    }

    [Fact]
    public void Missing_parts_are_named_and_the_merge_is_to_be_tried_again()
    {
        PlannedRun.Require(_run.Plan("--triplets", "900", "--parts", "20"));
        PlannedRun.Require(_run.Part(3));
        var merge = _run.Merge();
        Assert.Equal(
            (75, $"tercet: {_run.Folder}: 19 of 20 parts are missing: 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, …. Mine them, such as with "
                + $"'tercet part {_run.Folder} 0', then merge again; 'tercet status {_run.Folder}' shows all.\n"),
            (merge.ExitCode, merge.Error));
    }

    [Theory]
    [InlineData("size", "size", true)]
    [InlineData("content", "size", true)]
    [InlineData("content", "hash", true)]
    [InlineData("content with the old time", "size", false)]
    [InlineData("content with the old time", "hash", true)]
    [InlineData("content", "none", false)]
    [InlineData("time", "size", false)]
    [InlineData("gone", "size", true)]
    [InlineData("table", "none", true)]
    public void An_input_that_changed_is_refused_by_name(string change, string verify, bool isRefused)
    {
        PlannedRun.Require(_run.Plan("--triplets", "900", "--parts", "2"));
        PlannedRun.Require(_run.Part(0));
        var path = _run[change == "table" ? "items.csv" : "items.npy"];
        var (bytes, time) = (File.ReadAllBytes(path), File.GetLastWriteTimeUtc(path));
        byte[] others = [.. bytes];
        others[^6] ^= 8;
        switch (change)
        {
            case "size":
                File.WriteAllBytes(path, [.. bytes, 0]);
                break;
            case "gone":
                File.Move(path, path + ".away");
                break;
            case "time":
                File.SetLastWriteTimeUtc(path, time.AddHours(1));
                break;
            case "table":
                File.WriteAllText(path, File.ReadAllText(path).Replace("299.png,c99", "299.png,c98", StringComparison.Ordinal));
                break;
            default:
                File.WriteAllBytes(path, others);
                if (change.Contains("old time", StringComparison.Ordinal))
                    File.SetLastWriteTimeUtc(path, time);
                break;
        }
        var part = _run.Part(1, "--verify", verify);
        Assert.Equal(isRefused ? 65 : 0, part.ExitCode);
        if (!isRefused)
            return;
        Assert.Contains(path, part.Error, StringComparison.Ordinal);
        Assert.Contains("Restore it, or plan again.", part.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 2 parts done", Tool.Run("status", _run.Folder).Output, StringComparison.Ordinal);
        Assert.Contains("part 1: failed: ", Tool.Run("status", _run.Folder).Output, StringComparison.Ordinal);
        File.WriteAllBytes(path, bytes);
        PlannedRun.Require(_run.Part(1, "--verify", verify));
        PlannedRun.Require(_run.Merge("--quiet", "--verify", verify));
        _run.RequireWhole("--triplets", "900");
    }

    [Theory]
    [InlineData("size")]
    [InlineData("none")]
    public void Corrections_of_labels_that_changed_are_refused_by_name(string verify)
    {
        var path = _run.Write("relabel.csv", "item,class\n3.png,c0\n");
        _run.Options = [.. _run.Options, "--relabel", path];
        PlannedRun.Require(_run.Plan("--triplets", "900", "--parts", "2"));
        _run.Write("relabel.csv", "item,class\n3.png,c2\n");
        var part = _run.Part(0, "--verify", verify);
        Assert.Equal(65, part.ExitCode);
        Assert.Contains(path, part.Error, StringComparison.Ordinal);
        Assert.Contains("Restore it, or plan again.", part.Error, StringComparison.Ordinal);
        _run.Write("relabel.csv", "item,class\n3.png,c0\n");
        PlannedRun.Require(_run.Part(0, "--verify", verify));
    }

    [Fact]
    public void A_full_disk_is_to_be_tried_again_and_leaves_nothing()
    {
        var small = _run["small"];
        Directory.CreateDirectory(small);
        PlannedRun.Require(_run.Plan("--triplets", "20000", "--parts", "1"));
        var tool = Tool.RunOnSmallDisk(
            small, "part", "0", "--plan", Path.Combine(_run.Folder, "plan.json"), "--out", Path.Combine(small, "00000.part"));
        Assert.SkipWhen(tool is null, "a small file system of its own can be mounted here neither by this user nor by 'unshare'");
        Assert.Equal(75, tool.ExitCode);
        Assert.Contains("Check the path, permissions and free space.", tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("tercet-partial", tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_plan_is_refused()
    {
        PlannedRun.Require(_run.Plan("--triplets", "900", "--parts", "2"));
        var path = Path.Combine(_run.Folder, "plan.json");
        var text = File.ReadAllText(path);
        foreach (var damaged in new[] { text.Replace("900", "901", StringComparison.Ordinal), text[..^20], "{}", "null", "" })
        {
            File.WriteAllText(path, damaged);
            var part = _run.Part(0);
            Assert.Equal(65, part.ExitCode);
            Assert.Contains($"{path}: not a plan, or a damaged one", part.Error, StringComparison.Ordinal);
        }
        File.Delete(path);
        Assert.Contains("no plan (plan.json is missing)", _run.Part(0).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("part RUN 2", 65, "part 2: the plan has 2 parts. Expected 0 to 1.")]
    [InlineData("part RUN", 2, "expected the folder of the plan and the number of the part")]
    [InlineData("part RUN x", 2, "the part is 'x'; expected its number, from 0.")]
    [InlineData("part RUN 0 --out f", 2, "--plan and --out go together")]
    [InlineData("part RUN 0 --threads 0", 2, "--threads is 0; expected 1 or more.")]
    [InlineData("merge nowhere", 65, "nowhere: no plan")]
    [InlineData("status nowhere", 65, "nowhere: no plan")]
    [InlineData("plan --data x.csv --parts 0 --out RUN", 2, "--parts is 0; expected 1 or more.")]
    [InlineData("plan --data x.csv --out other", 2, "plan needs --embeddings")]
    [InlineData("plan --encode --data x.csv --triplets 5 --out other", 2, "--triplets: no effect with --encode")]
    public void Wrong_usage_is_explained(string command, int exitCode, string message)
    {
        PlannedRun.Require(_run.Plan("--triplets", "900", "--parts", "2"));
        var tool = Tool.Run([.. command.Split(' ').Select(word => word == "RUN" ? _run.Folder : word)]);
        Assert.Equal(exitCode, tool.ExitCode);
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }
}
