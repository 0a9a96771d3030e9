using System.Text.Json.Nodes;
using Tercet.Cluster.Tests.Slurm;
using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>
/// Runs made by a real Slurm on three nodes, each disturbed once and then repaired as the docs say: they are those of one machine,
/// byte for byte. By default each fault is injected once, a third of them into runs of each kind; with <c>TERCET_SLURM=N</c> N
/// times, on other nodes, at other moments and into other kinds, with <c>TERCET_SLURM=all</c> ten times; with
/// <c>TERCET_SLURM="NodeCrashed;Batches;5"</c> only the faults and kinds that are named, five times.
/// </summary>
public sealed class SlurmTests(SlurmFixture slurm) : IClassFixture<SlurmFixture>
{
    private const int AllRounds = 10, MaxSubmissions = 3;

    public static TheoryData<ClusterFault, PartedKind, int> Cases
    {
        get
        {
            var words = (Environment.GetEnvironmentVariable("TERCET_SLURM") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
            var rounds = words.Contains("all") ? AllRounds : words.Select(word => int.TryParse(word, out var n) ? n : 1).Append(1).Max();
            var (faults, kinds) = (Named<ClusterFault>(words), Named<PartedKind>(words));
            var cases = new TheoryData<ClusterFault, PartedKind, int>();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var fault in faults)
                    cases.Add(fault, kinds[(round + (int)fault) % kinds.Count], round);
            }
            return cases;
        }
    }

    private SlurmCluster Cluster => slurm.Cluster;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_disturbed_run_is_that_of_one_machine(ClusterFault fault, PartedKind kind, int round)
    {
        Assert.SkipWhen(SlurmCluster.Unavailable is not null, SlurmCluster.Unavailable ?? "");
        Cluster.WaitUntilIdle();
        // Another node each time that a kind comes again.
        var node = SlurmCluster.Nodes[(round + round / SlurmCluster.Nodes.Count + (int)fault) % SlurmCluster.Nodes.Count];
        // Blanks, quotes and patterns in the name must reach sbatch, bash and the tool as they are.
        var run = new PlannedRun(Cluster, slurm.Data.Whole(kind), Invariant($"{fault}-{kind}-{round} 'of 50%'"));
        try
        {
            Disturb(fault, run, node, round);
            run.RequireSameAsWhole();
            slurm.Count(fault, kind);
        }
        catch
        {
            Cluster.Reset();
            throw;
        }
    }

    private void Disturb(ClusterFault fault, PlannedRun run, string node, int round)
    {
        switch (fault)
        {
            case ClusterFault.None:
                Submit(run);
                break;
            case ClusterFault.NodeSetDown:
                SetNodeDown(run, node, round);
                break;
            case ClusterFault.NodeCrashed:
                Crash(run, node, round);
                break;
            case ClusterFault.NodeServerKilled:
                KillNodeServer(run, node, round);
                break;
            case ClusterFault.ControllerKilled:
                KillController(run, node, round);
                break;
            case ClusterFault.PartKilled:
                KillPart(run, round);
                break;
            case ClusterFault.MergeKilled:
                KillMerge(run, round);
                break;
            case ClusterFault.DiskFull:
                FillDisk(run, node);
                break;
            case ClusterFault.PartTwice:
                MakePartTwice(run, round % PlannedRun.Parts);
                break;
            case ClusterFault.MergedEarly:
                MergeEarly(run);
                break;
            case ClusterFault.InputChanged:
                ChangeInput(run, round);
                break;
            default:
                DamageParts(run, round);
                break;
        }
    }

    /// <summary>The values that are named; where none is, all.</summary>
    private static IReadOnlyList<T> Named<T>(string[] words)
        where T : struct, Enum
    {
        var all = Enum.GetValues<T>();
        var named = all.Where(value => words.Contains(value.ToString())).ToList();
        return named.Count > 0 ? named : all;
    }

    private static void Submit(PlannedRun run)
    {
        var summary = JsonNode.Parse(run.Tercet("slurm", MinedData.RunName, "--cpus", "1", "--submit", "--json"))!;
        run.Require((string)summary["parts-job"]!, (string)summary["merge-job"]!);
    }

    private void SetNodeDown(PlannedRun run, string node, int round)
    {
        var (parts, merge) = Disturb(run, node, round, () =>
            Cluster.Call("scontrol", "update", $"NodeName={node}", "State=DOWN", "Reason=test"));
        Cluster.WaitForRestart(parts, () => run.Logs);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=RESUME");
        run.Require(parts, merge);
    }

    private void Crash(PlannedRun run, string node, int round)
    {
        var (parts, merge) = Disturb(run, node, round, () =>
        {
            Cluster.Crash(node);
            Thread.Sleep(SlurmConfiguration.UntilMissing); // a machine takes longer to boot
            Cluster.Start(node);
        });
        if (round == 0) // in others, the node may have been between two tasks
            Cluster.WaitForRestart(parts, () => run.Logs);
        run.Require(parts, merge);
    }

    private void KillNodeServer(PlannedRun run, string node, int round)
    {
        var (parts, merge) = Disturb(run, node, round, () =>
        {
            Cluster.Kill(node);
            Cluster.Start(node);
        });
        run.Require(parts, merge);
    }

    private void KillController(PlannedRun run, string node, int round)
    {
        var (parts, merge) = run.Script().Hold().Submit();
        run.WaitForCall("part", node);
        var isSaved = round % 2 == 0;
        if (isSaved)
            Cluster.WaitUntilSaved(merge);
        Cluster.KillController();
        if (round > 0)
            run.Release(); // tasks may end while there is no controller
        Cluster.StartController();
        run.Release();
        if (isSaved)
            run.Require(parts, merge);
        else
            SubmitForgotten(run, parts, merge);
    }

    /// <summary>
    /// Submits a run again that the controller has forgotten, as it does with what it had not saved yet, which it does every five
    /// seconds. It gives the new jobs the numbers of forgotten ones. Where tasks of these still run, new tasks may fail at once,
    /// and the merge is cancelled: what is not merged when all jobs have ended is submitted once more.
    /// </summary>
    private void SubmitForgotten(PlannedRun run, string parts, string merge)
    {
        if (Cluster.States(merge).Count == 0 || Cluster.States(parts).Count == 0)
            run.Submit();
        Cluster.WaitUntilIdle();
        for (var submissions = 0; submissions < MaxSubmissions && !run.IsMerged; submissions++)
        {
            run.Submit();
            Cluster.WaitUntilIdle();
        }
    }

    private void KillPart(PlannedRun run, int round)
    {
        var (parts, merge) = run.Script().Submit();
        KillAtWork(run.WaitForCall("part"), round);
        Cluster.WaitForRestart(parts, () => run.Logs);
        Assert.Contains("tercet ended with exit code 137", run.Logs, StringComparison.Ordinal);
        run.Require(parts, merge);
    }

    private void KillMerge(PlannedRun run, int round)
    {
        var (parts, merge) = run.Script().Submit();
        KillAtWork(run.WaitForCall("merge"), round);
        Cluster.WaitForRestart(merge, () => run.Logs);
        run.Require(parts, merge);
    }

    private void FillDisk(PlannedRun run, string node)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give one node a full disk");
        run.Script().SetDiskFull(node, true);
        var (parts, merge) = run.Submit();
        Cluster.WaitForRestart(parts, () => run.Logs);
        Assert.Contains("tercet ended with exit code 75", run.Logs, StringComparison.Ordinal);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=DRAIN", "Reason=disk");
        run.Require(parts, merge);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=RESUME");
    }

    private static void MakePartTwice(PlannedRun run, int part)
    {
        run.Script().Hold();
        string[] copies = [run.SubmitParts(Invariant($"--array={part}")), run.SubmitParts(Invariant($"--array={part}"))];
        Waiting.Until("two calls", () => run.Calls.Count == 2, () => run.Logs);
        run.Release();
        var (parts, merge) = run.Submit();
        run.Require([.. copies, parts, merge]);
        Assert.Equal(3, run.Calls.Count(call => call.Part == part));
    }

    private void MergeEarly(PlannedRun run)
    {
        var merge = run.Script().SubmitMerge();
        Cluster.WaitForRestart(merge, () => run.Logs);
        Assert.Contains("tercet ended with exit code 75", run.Logs, StringComparison.Ordinal);
        run.Require(run.SubmitParts(), merge);
    }

    private void ChangeInput(PlannedRun run, int round)
    {
        const int Last = PlannedRun.Parts - 1;
        var input = run.Whole.Input;
        var content = File.ReadAllBytes(input);
        var changed = content.ToArray();
        changed[^(1 + round)] ^= 1;
        var (parts, merge) = run.Script().Hold(Last).Submit();
        Waiting.Until("a part", () => Enumerable.Range(0, Last).Any(part => File.Exists(run.PartFile(part))), () => run.Logs);
        File.WriteAllBytes(input, changed); // others may be at work on it
        run.Release();
        try
        {
            Cluster.WaitFor(parts, merge);
            Assert.Contains(Cluster.States(parts), task => task.State == "FAILED");
            Assert.Equal("CANCELLED", Assert.Single(Cluster.States(merge)).State);
            Assert.Contains(Path.GetFileName(input), run.Logs, StringComparison.Ordinal);
            Assert.Contains("tercet ended with exit code 65", run.Logs, StringComparison.Ordinal);
            Assert.False(File.Exists(run.PartFile(Last)));
        }
        finally
        {
            File.WriteAllBytes(input, content);
        }
        (parts, merge) = run.Submit();
        run.Require(parts, merge);
    }

    private void DamageParts(PlannedRun run, int round)
    {
        run.Require(run.Script().SubmitParts());
        var files = Enumerable.Range(round, 3).Select(part => run.PartFile(part % PlannedRun.Parts)).ToList();
        var content = File.ReadAllBytes(files[0]);
        File.WriteAllBytes(files[0], content[..^(1 + round * 1000 % content.Length)]);
        content = File.ReadAllBytes(files[1]);
        content[content.Length * (round + 1) / (round + 2)] ^= 1;
        File.WriteAllBytes(files[1], content);
        var other = new PlannedRun(Cluster, run.Whole, Path.GetFileName(run.WorkingFolder) + "-other", run.Whole.OtherOptions);
        var part = (round + 2) % PlannedRun.Parts;
        other.Tercet("part", MinedData.RunName, Invariant($"{part}"));
        File.Copy(other.PartFile(part), files[2], overwrite: true);

        var merge = run.SubmitMerge();
        Cluster.WaitFor(merge);
        Assert.Equal("FAILED", Assert.Single(Cluster.States(merge)).State);
        Assert.Contains("tercet ended with exit code 65", run.Logs, StringComparison.Ordinal);
        Assert.All(files, file => Assert.Contains(Path.GetFileName(file), run.Logs, StringComparison.Ordinal));
        File.Delete(files[2]); // what is damaged is made again by itself
        var (parts, again) = run.Submit();
        run.Require(parts, again);
    }

    /// <summary>
    /// Submits a run and does something while a node is at a part: in the first round before it is made, in others at any moment.
    /// </summary>
    private static (string Parts, string Merge) Disturb(PlannedRun run, string node, int round, Action disturb)
    {
        var jobs = run.Script().Hold().Submit();
        run.WaitForCall("part", node);
        if (round > 0)
            run.Release();
        Thread.Sleep(round * 137 % 1000);
        disturb();
        run.Release();
        return jobs;
    }

    /// <summary>Kills the tool itself, as soon as it has taken the place of the shell that called it, or a moment later.</summary>
    private static void KillAtWork(NodeCall call, int round)
    {
        Waiting.Until("the tool", () => ProcessTable.CommandLine(call.Process).StartsWith(MinedData.Words[0], StringComparison.Ordinal));
        Thread.Sleep(50 + round * 37 % 200);
        Assert.True(ProcessTable.Kill(call.Process), "the tool had ended already");
    }
}
