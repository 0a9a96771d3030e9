using Tercet.Cluster.Tests.Slurm;
using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>A run that is planned, and then made by Slurm in parts.</summary>
internal sealed class PlannedRun
{
    /// <summary>Parts of the plan: more than there are nodes.</summary>
    public const int Parts = 4;

    private readonly SlurmCluster _cluster;
    private readonly string _faults;
    private string _submit = "";

    /// <summary>Plans a run and writes its scripts.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="whole">The run that one machine makes of the same options.</param>
    /// <param name="name">The name of the folder around the run's.</param>
    /// <param name="options">Options of the plan, beside those of that run.</param>
    public PlannedRun(SlurmCluster cluster, WholeRun whole, string name, params IEnumerable<string> options)
    {
        (_cluster, Whole, WorkingFolder) = (cluster, whole, whole.Data.MakeFolder(name));
        _faults = Path.Combine(WorkingFolder, "faults");
        Directory.CreateDirectory(_faults);
        Tercet(["plan", .. whole.Options, .. options, "--parts", Invariant($"{Parts}"), "--out", MinedData.RunName]);
    }

    /// <summary>The run that one machine makes of the same options.</summary>
    public WholeRun Whole { get; }

    /// <summary>Whether the parts are merged.</summary>
    public bool IsMerged => !File.Exists(Path.Combine(Folder, "plan.json"));

    /// <summary>The folder that commands run in.</summary>
    public string WorkingFolder { get; }

    /// <summary>The run's folder.</summary>
    public string Folder => Path.Combine(WorkingFolder, MinedData.RunName);

    /// <summary>The script of the parts.</summary>
    public string PartsScript => Path.Combine(Folder, "slurm", "parts.sbatch");

    /// <summary>The script of the merge.</summary>
    public string MergeScript => Path.Combine(Folder, "slurm", "merge.sbatch");

    /// <summary>What the tasks printed.</summary>
    public string Logs => string.Concat(
        Directory.GetFiles(Path.Combine(Folder, "slurm"), "*.txt").Order().Select(file => $"{Path.GetFileName(file)}:\n{File.ReadAllText(file)}"));

    /// <summary>The calls of the tool by nodes so far.</summary>
    public IReadOnlyList<NodeCall> Calls =>
        File.Exists(CallsFile) ? [.. File.ReadAllLines(CallsFile).Select(NodeCall.Parse)] : [];

    private string CallsFile => Path.Combine(_faults, "calls");

    /// <summary>The file of a part.</summary>
    public string PartFile(int part) => Path.Combine(Folder, "parts", Invariant($"{part:00000}.part"));

    /// <summary>Runs the tool, which must succeed.</summary>
    public string Tercet(params string[] arguments) => _cluster.Run(
        MinedData.Words[0], [.. MinedData.Words.Skip(1), .. arguments], WorkingFolder).Require();

    /// <summary>Writes the scripts, with nodes that can be disturbed.</summary>
    public PlannedRun Script()
    {
        _submit = Tercet("slurm", MinedData.RunName, "--cpus", "1").Split('\n').Single(line => line.StartsWith("  parts=", StringComparison.Ordinal));
        string[] words = [Path.Combine(AppContext.BaseDirectory, "Slurm", "node.sh"), _faults, .. MinedData.Words, "--"];
        var call = $"tercet=({string.Join(' ', words.Select(Quote))})";
        foreach (var script in new[] { PartsScript, MergeScript })
        {
            File.WriteAllLines(script, File.ReadAllLines(script).Select(
                line => line.StartsWith("tercet=(", StringComparison.Ordinal) ? call : line));
        }
        return this;
    }

    /// <summary>Lets nodes wait before they make parts.</summary>
    /// <param name="parts">The parts; none for all.</param>
    public PlannedRun Hold(params int[] parts)
    {
        foreach (var part in parts.Length > 0 ? parts : [.. Enumerable.Range(0, Parts)])
            File.WriteAllText(HoldFile(part), "");
        return this;
    }

    /// <summary>Lets nodes wait no longer.</summary>
    public void Release()
    {
        for (var part = 0; part < Parts; part++)
            File.Delete(HoldFile(part));
    }

    /// <summary>Lets the disk of a node be full, or not.</summary>
    public void SetDiskFull(string node, bool isFull)
    {
        var mark = Path.Combine(_faults, "full-" + node);
        if (isFull)
            File.WriteAllText(mark, "");
        else
            File.Delete(mark);
    }

    /// <summary>Submits the parts, and the merge after them, with the command that was printed.</summary>
    /// <returns>Both jobs.</returns>
    public (string Parts, string Merge) Submit()
    {
        var words = _cluster.Call("bash", "-c", $"{_submit} && echo $parts").Split([' ', '\n']); // Submitted batch job 2, 1
        return (words[4], words[3]);
    }

    /// <summary>Submits the parts alone.</summary>
    public string SubmitParts(params string[] options) =>
        _cluster.Call("sbatch", ["--parsable", .. options, PartsScript]).Trim();

    /// <summary>Submits the merge alone.</summary>
    public string SubmitMerge() => _cluster.Call("sbatch", "--parsable", MergeScript).Trim();

    /// <summary>Waits until the tool was called.</summary>
    /// <param name="command">The command.</param>
    /// <param name="node">By which node; null for any.</param>
    public NodeCall WaitForCall(string command, string? node = null)
    {
        NodeCall? found = null;
        Waiting.Until(
            $"a call of {command}",
            () => (found = Calls.FirstOrDefault(call => call.Command == command && (node is null || call.Node == node))) is not null,
            () => Logs);
        return found!;
    }

    /// <summary>Waits until jobs have ended, and requires that they succeeded.</summary>
    public void Require(params string[] jobs)
    {
        _cluster.WaitFor(jobs);
        foreach (var job in jobs)
        {
            var states = _cluster.States(job);
            Assert.True(states.All(state => state.IsCompleted), $"job {job}: {string.Join(", ", states)}\n{Logs}");
        }
    }

    /// <summary>Requires that the run is that of one machine, byte for byte, and that nothing else is left.</summary>
    public void RequireSameAsWhole()
    {
        var files = MinedData.Read(WorkingFolder);
        Assert.Equal(Whole.Files.Keys.Order(), files.Keys.Order());
        foreach (var (name, content) in Whole.Files)
            Assert.True(content.AsSpan().SequenceEqual(files[name]), $"{name} differs\n{Logs}");
        Assert.False(Directory.Exists(Path.Combine(Folder, "parts")));
    }

    private string HoldFile(int part) => Path.Combine(_faults, Invariant($"hold-{part}"));

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
