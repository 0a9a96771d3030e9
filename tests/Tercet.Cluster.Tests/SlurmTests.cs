using System.Text.Json.Nodes;
using Tercet.Cluster.Tests.Slurm;
using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>
/// Runs mined by a real Slurm on three nodes, each disturbed once: afterwards they are those of one machine, byte for byte. By
/// default each fault is injected once; with <c>TERCET_SLURM=N</c> N times, with <c>TERCET_SLURM=all</c> ten times, on other nodes and
/// at other moments; with <c>TERCET_SLURM="NodeCrashed;5"</c> only what is named, five times.
/// </summary>
public sealed class SlurmTests(SlurmFixture slurm) : IClassFixture<SlurmFixture>
{
    private const int AllRounds = 10;

    // Long enough to be disturbed before the part is mined; in later rounds also after that.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(0.7);

    public static TheoryData<ClusterFault, int> Cases
    {
        get
        {
            var words = (Environment.GetEnvironmentVariable("TERCET_SLURM") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
            var rounds = words.Contains("all") ? AllRounds : words.Select(word => int.TryParse(word, out var n) ? n : 1).Append(1).Max();
            var faults = Enum.GetValues<ClusterFault>();
            var named = faults.Where(fault => words.Contains(fault.ToString())).ToList();
            var cases = new TheoryData<ClusterFault, int>();
            for (var round = 0; round < rounds; round++)
            {
                foreach (var fault in named.Count > 0 ? named : [.. faults])
                    cases.Add(fault, round);
            }
            return cases;
        }
    }

    private SlurmCluster Cluster => slurm.Cluster;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_disturbed_run_is_that_of_one_machine(ClusterFault fault, int round)
    {
        Assert.SkipWhen(SlurmCluster.Unavailable is not null, SlurmCluster.Unavailable ?? "");
        var node = SlurmCluster.Nodes[(round + (int)fault) % SlurmCluster.Nodes.Count];
        // Blanks, quotes and patterns in the name must reach sbatch, bash and the tool as they are.
        var run = new PlannedRun(slurm.Cluster, slurm.Data, Invariant($"{fault}-{round} 'of 50%'"));
        switch (fault)
        {
            case ClusterFault.None:
                Undisturbed(run);
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
                MinePartTwice(run, round % PlannedRun.Parts);
                break;
            case ClusterFault.MergedEarly:
                MergeEarly(run);
                break;
            case ClusterFault.InputChanged:
                ChangeInput(run, round);
                break;
            default:
                DamagePart(run, fault, round % PlannedRun.Parts);
                break;
        }
        run.RequireSameAsWhole();
        slurm.Count(fault);
    }

    private static void Undisturbed(PlannedRun run)
    {
        var summary = JsonNode.Parse(run.Tercet("slurm", MinedData.RunName, "--cpus", "1", "--submit", "--json"))!;
        run.Require((string)summary["parts-job"]!, (string)summary["merge-job"]!);
    }

    private void SetNodeDown(PlannedRun run, string node, int round)
    {
        var (parts, merge) = SubmitAndWait(run, node, round);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=DOWN", "Reason=test");
        WaitForRestart(run, parts);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=RESUME");
        run.Require(parts, merge);
    }

    private void Crash(PlannedRun run, string node, int round)
    {
        var (parts, merge) = SubmitAndWait(run, node, round);
        Cluster.Crash(node);
        Cluster.Start(node);
        WaitForRestart(run, parts);
        run.Require(parts, merge);
    }

    private void KillNodeServer(PlannedRun run, string node, int round)
    {
        var (parts, merge) = SubmitAndWait(run, node, round);
        Cluster.Kill(node);
        Cluster.Start(node);
        run.Require(parts, merge);
    }

    private void KillController(PlannedRun run, string node, int round)
    {
        // What the controller has not saved yet, which it does every five seconds, it forgets: a run that it does not know is
        // submitted again.
        run.Script().Delay = TimeSpan.FromSeconds(2.5);
        var (parts, merge) = run.Submit();
        run.WaitForCall("part", node);
        if (round % 2 == 0)
            Cluster.WaitUntilSaved();
        Cluster.KillController();
        Cluster.StartController();
        if (Cluster.States(merge).Count == 0)
            (parts, merge) = run.Submit();
        run.Require(parts, merge);
    }

    private void KillPart(PlannedRun run, int round)
    {
        run.Script();
        var (parts, merge) = run.Submit();
        var call = run.WaitForCall("part");
        KillAtWork(call, round);
        WaitForRestart(run, parts);
        Assert.Contains("tercet ended with exit code 137", run.Logs, StringComparison.Ordinal);
        run.Require(parts, merge);
    }

    private void KillMerge(PlannedRun run, int round)
    {
        run.Script();
        var (parts, merge) = run.Submit();
        KillAtWork(run.WaitForCall("merge"), round);
        WaitForRestart(run, merge);
        run.Require(parts, merge);
    }

    private void FillDisk(PlannedRun run, string node)
    {
        Assert.SkipUnless(Environment.UserName == "root", "a full disk on one node can be mounted by root only");
        run.Script().SetDiskFull(node, true);
        var (parts, merge) = run.Submit();
        WaitForRestart(run, parts);
        Assert.Contains("tercet ended with exit code 75", run.Logs, StringComparison.Ordinal);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=DRAIN", "Reason=disk");
        run.Require(parts, merge);
        Cluster.Call("scontrol", "update", $"NodeName={node}", "State=RESUME");
    }

    private static void MinePartTwice(PlannedRun run, int part)
    {
        run.Script().Delay = Delay;
        string[] copies = [run.SubmitParts(Invariant($"--array={part}")), run.SubmitParts(Invariant($"--array={part}"))];
        var (parts, merge) = run.Submit();
        run.Require([.. copies, parts, merge]);
        Assert.Equal(3, run.Calls.Count(call => call.Part == part));
        Assert.Equal(2, run.Calls.Where(call => call.Part == part).Take(2).Select(call => call.Node).Distinct().Count());
    }

    private void MergeEarly(PlannedRun run)
    {
        run.Script();
        var merge = run.SubmitMerge();
        WaitForRestart(run, merge);
        Assert.Contains("tercet ended with exit code 75", run.Logs, StringComparison.Ordinal);
        run.Require(run.SubmitParts(), merge);
    }

    private void ChangeInput(PlannedRun run, int round)
    {
        var content = File.ReadAllBytes(slurm.Data.Embeddings);
        var (parts, merge) = SubmitAndWait(run, SlurmCluster.Nodes[0], round);
        var changed = content.ToArray();
        changed[^(1 + round)] ^= 1;
        Waiting.Until("a part", () => Enumerable.Range(0, PlannedRun.Parts).Any(part => File.Exists(run.PartFile(part))), () => run.Logs);
        File.WriteAllBytes(slurm.Data.Embeddings, changed);
        try
        {
            Cluster.WaitFor(parts, merge);
            Assert.Contains(Cluster.States(parts), task => task.State == "FAILED");
            Assert.Equal("CANCELLED", Assert.Single(Cluster.States(merge)).State);
            Assert.Contains("items.npy", run.Logs, StringComparison.Ordinal);
            Assert.Contains("tercet ended with exit code 65", run.Logs, StringComparison.Ordinal);
        }
        finally
        {
            File.WriteAllBytes(slurm.Data.Embeddings, content);
        }
        (parts, merge) = run.Submit();
        run.Require(parts, merge);
    }

    private void DamagePart(PlannedRun run, ClusterFault fault, int part)
    {
        run.Script();
        run.Require(run.SubmitParts());
        var file = run.PartFile(part);
        var content = File.ReadAllBytes(file);
        File.WriteAllBytes(file, fault switch
        {
            ClusterFault.PartTruncated => content[..(content.Length / 2)],
            ClusterFault.PartByteChanged => [.. content[..(content.Length / 2)], (byte)(content[content.Length / 2] ^ 1),
                .. content[(content.Length / 2 + 1)..]],
            _ => ForeignPart(run, part),
        });
        var merge = run.SubmitMerge();
        Cluster.WaitFor(merge);
        Assert.Equal("FAILED", Assert.Single(Cluster.States(merge)).State);
        Assert.Contains(Path.GetFileName(file), run.Logs, StringComparison.Ordinal);
        Assert.Contains("tercet ended with exit code 65", run.Logs, StringComparison.Ordinal);
        if (fault == ClusterFault.PartForeign)
            File.Delete(file); // one that is damaged is made again by itself
        var (parts, again) = run.Submit();
        run.Require(parts, again);
    }

    private byte[] ForeignPart(PlannedRun run, int part)
    {
        var other = new PlannedRun(Cluster, slurm.Data, Path.GetFileName(run.WorkingFolder) + "-other", "--seed", "1");
        other.Tercet("part", MinedData.RunName, Invariant($"{part}"));
        return File.ReadAllBytes(other.PartFile(part));
    }

    /// <summary>Submits the run and waits until a node is at work, by now or a moment later.</summary>
    private static (string Parts, string Merge) SubmitAndWait(PlannedRun run, string node, int round)
    {
        run.Script().Delay = Delay;
        var jobs = run.Submit();
        run.WaitForCall("part", node);
        Thread.Sleep(round * 137 % 1000);
        return jobs;
    }

    /// <summary>Kills the tool itself, as soon as it has taken the place of the shell that called it, or a moment later.</summary>
    private static void KillAtWork(NodeCall call, int round)
    {
        Waiting.Until("the tool", () => ProcessTable.CommandLine(call.Process).StartsWith(MinedData.Words[0], StringComparison.Ordinal));
        Thread.Sleep(50 + round * 37 % 300);
        Assert.True(ProcessTable.Kill(call.Process), "the tool had ended already");
    }

    private void WaitForRestart(PlannedRun run, string job) => Waiting.Until(
        $"a restart of job {job}", () => Cluster.States(job).Any(task => task.Restarts > 0), () => run.Logs + Cluster.Log());
}
