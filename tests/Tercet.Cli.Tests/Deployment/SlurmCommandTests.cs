using System.Globalization;
using System.Text.Json.Nodes;
using Tercet.Cli.Tests.Commands;
using Tercet.Cli.Tests.Parts;

namespace Tercet.Cli.Tests.Deployment;

/// <summary>
/// The scripts of <c>tercet slurm</c>, run by bash as Slurm would, beside programs that stand for Slurm's. Tercet.Cluster.Tests run
/// them with Slurm itself.
/// </summary>
public sealed class SlurmCommandTests : IDisposable
{
    private readonly PlannedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void An_array_of_fewer_tasks_than_parts_makes_all_of_them()
    {
        Plan(parts: 7);
        Install("scontrol", "echo 'MaxArraySize            = 4'");
        Assert.Equal(3, (int)JsonNode.Parse(Slurm("--json").Output)!["tasks"]!);
        for (var task = 0; task < 3; task++)
            Assert.Equal((0, ""), Summary(RunScript("parts.sbatch", task)));
        Assert.Equal(7, Directory.GetFiles(Path.Combine(_run.Folder, "parts")).Length);
        Assert.Equal((0, ""), Summary(RunScript("merge.sbatch")));
        Directory.Delete(Path.Combine(_run.Folder, "slurm"), recursive: true);
        _run.RequireWhole();
    }

    [Theory]
    [InlineData(75, 0, true)]
    [InlineData(75, 4, true)]
    [InlineData(75, 5, false)] // often enough
    [InlineData(137, 0, true)] // killed
    [InlineData(65, 0, false)]
    [InlineData(2, 0, false)]
    public void A_fault_that_may_pass_is_tried_again_by_Slurm(int code, int restarts, bool again)
    {
        Plan(parts: 2);
        Install("tool", FormattableString.Invariant($"exit {code}"));
        Install("scontrol", "echo \"$@\" >>\"${0%/*}/requeued\"");
        Slurm();
        foreach (var script in new[] { "parts.sbatch", "merge.sbatch" })
        {
            Edit(script, line => line.StartsWith("tercet=(", StringComparison.Ordinal) ? $"tercet=('{_run["bin/tool"]}')" : line);
            Assert.Equal(code, RunScript(script, 1, restarts).ExitCode);
        }
        var requeued = File.Exists(_run["bin/requeued"]) ? File.ReadAllText(_run["bin/requeued"]) : "";
        Assert.Equal(again ? "show config\nrequeue 12_1\nrequeue 13\n" : "show config\n", requeued);
    }

    [Fact]
    public void Limits_come_from_the_plan_or_from_the_options()
    {
        Plan(parts: 2);
        Slurm();
        var script = Read("parts.sbatch");
        Assert.Contains("#SBATCH --time=00:10:00\n", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --mem=500M\n", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --array=0-1\n", script, StringComparison.Ordinal);
        Assert.DoesNotContain("--partition", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --time=01:00:00\n", Read("merge.sbatch"), StringComparison.Ordinal);

        Slurm(
            "--force", "--partition", "gpu,cpu", "--account", "lab", "--cpus", "3", "--memory", "4G", "--time", "1-12:00:00", "--max-running",
            "20");
        script = Read("parts.sbatch");
        foreach (var line in new[] { "partition=\"gpu,cpu\"", "account=\"lab\"", "cpus-per-task=3", "mem=4G", "time=1-12:00:00", "array=0-1%20" })
            Assert.Contains($"#SBATCH --{line}\n", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --time=1-12:00:00\n", Read("merge.sbatch"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_was_changed_is_not_overwritten()
    {
        Plan(parts: 2);
        Slurm();
        Slurm();
        Edit("parts.sbatch", line => line.StartsWith("#SBATCH --mem", StringComparison.Ordinal) ? "module load dotnet" : line);
        var tool = Tool.Run("slurm", _run.Folder);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("parts.sbatch\nOverwrite them with --force, or move them away.", tool.Error, StringComparison.Ordinal);
        Slurm("--force");
        Assert.DoesNotContain("module load", Read("parts.sbatch"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_merge_is_submitted_to_start_after_the_parts()
    {
        Plan(parts: 2);
        Install("sbatch", "echo \"$@\" >>\"${0%/*}/calls\"; echo \"$(wc -l <\"${0%/*}/calls\");cluster\"");
        var tool = Slurm("--submit");
        Assert.Contains("the parts as job 1, the merge as job 2", tool.Output, StringComparison.Ordinal);
        Assert.Equal(
            $"--parsable {_run.Folder}/slurm/parts.sbatch\n--parsable --dependency=afterok:1 --kill-on-invalid-dep=yes "
            + $"{_run.Folder}/slurm/merge.sbatch\n", File.ReadAllText(_run["bin/calls"]));
    }

    [Theory]
    [InlineData("exit 1", "sbatch did not take ", "/parts.sbatch: no such partition. Give what the cluster expects")]
    [InlineData(
        "[[ $* != *merge* ]] && echo 12 && exit", "/merge.sbatch: no such partition.",
        "The parts are submitted as job 12, but not the merge: run 'tercet merge' once they are done, or cancel them with 'scancel 12'.")]
    public void A_refused_script_is_reported_with_what_to_do(string sbatch, params string[] words)
    {
        Plan(parts: 2);
        Install("sbatch", $"echo no such partition >&2; {sbatch}; exit 1");
        var tool = Run("--submit");
        Assert.Equal(2, tool.ExitCode);
        Assert.All(words, word => Assert.Contains(word, tool.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_Slurm_is_missing_the_scripts_are_written()
    {
        Plan(parts: 2);
        var tool = Tool.Run([("PATH", "")], "slurm", _run.Folder, "--submit");
        Assert.Equal(2, tool.ExitCode);
        Assert.Contains("there is no 'sbatch' on the PATH of this machine. The scripts are written", tool.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_run.Folder, "slurm", "merge.sbatch")));
    }

    [Theory]
    [InlineData("--cpus", "0", "--cpus is 0; expected 1 or more.")]
    [InlineData("--max-running", "0", "--max-running is 0; expected 1 or more.")]
    [InlineData("--time", "3h", "--time is '3h'; expected minutes, H:MM:SS, D-HH or D-HH:MM:SS, such as 30, 2:00:00 or 1-12:00:00.")]
    [InlineData("--memory", "4 GB", "--memory is '4 GB'; expected a whole number with K, M, G or T, such as 800M or 4G.")]
    [InlineData("--partition", "a b", "--partition is 'a b'; expected a name without blanks, quotes and backslashes.")]
    [InlineData("--account", "x\n", "--account is 'x\n'; expected a name without blanks, quotes and backslashes.")]
    public void A_bad_option_is_refused(string option, string value, string message)
    {
        var tool = Tool.Run("slurm", "nowhere", option, value);
        Assert.Equal(2, tool.ExitCode);
        Assert.StartsWith($"tercet: {message}", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_plan_is_refused()
    {
        var tool = Tool.Run("slurm", "nowhere");
        Assert.Equal((65, "tercet: nowhere: no plan (plan.json is missing). Expected a folder that 'tercet plan' wrote.\n"), (tool.ExitCode, tool.Error));
    }

    private void Plan(int parts) => PlannedRun.Require(_run.Plan("--parts", parts.ToString(CultureInfo.InvariantCulture)));

    private Tool Slurm(params string[] options) => PlannedRun.Require(Run(options));

    private Tool Run(params string[] options) => Tool.Run([("PATH", SearchPath)], ["slurm", _run.Folder, .. options]);

    private Tool RunScript(string script, int task = 0, int restarts = 0) => Tool.RunProgram(
        "env", $"PATH={SearchPath}", "SLURM_ARRAY_JOB_ID=12", "SLURM_JOB_ID=13", "SLURM_CPUS_PER_TASK=2",
        FormattableString.Invariant($"SLURM_ARRAY_TASK_ID={task}"), FormattableString.Invariant($"SLURM_RESTART_COUNT={restarts}"),
        "bash", PathOf(script));

    private string SearchPath => $"{_run["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";

    /// <summary>Installs a program, which stands for one of Slurm's.</summary>
    private void Install(string name, string script)
    {
        var path = _run.Write($"bin/{name}", $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private void Edit(string script, Func<string, string> edit) =>
        File.WriteAllLines(PathOf(script), File.ReadAllLines(PathOf(script)).Select(edit));

    private string Read(string script) => File.ReadAllText(PathOf(script));

    private string PathOf(string script) => Path.Combine(_run.Folder, "slurm", script);

    private static (int, string) Summary(Tool tool) => (tool.ExitCode, tool.Error);
}
