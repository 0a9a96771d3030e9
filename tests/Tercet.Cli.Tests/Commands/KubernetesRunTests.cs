namespace Tercet.Cli.Tests.Commands;

/// <summary>
/// From a plan through <c>tercet kubernetes</c> to a run, by what the containers of its Jobs run: the same bytes as on one
/// machine. No cluster is needed: <see cref="KubernetesJob"/> stands for it.
/// </summary>
public sealed class KubernetesRunTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public KubernetesRunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of Linux.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--triplets", "900")]
    [InlineData("--mine", "batches", "--classes-per-batch", "8", "--samples-per-class", "2", "--epochs", "4")]
    public void Parts_on_pods_of_which_one_fails_and_one_is_lost_are_the_run_of_one_machine(params string[] options)
    {
        var (run, whole) = ("my run $(HOME)", "whole");
        WriteData();
        Assert.Equal("", RunIn("mine", [.. options, "--out", run]).Error);
        Directory.Move(_folder[$"volume/{run}"], _folder[$"volume/{whole}"]); // the name of a run is in its report
        Plan(run, [.. options, "--parts", "4"]);
        WriteJobs(run);

        var parts = Job(run, "parts.yaml", failing: 2);
        parts.Lost.Add(1);
        Assert.True(parts.Run(), parts.Failure);
        Assert.Equal([75, 0], parts.Attempts.Where(attempt => attempt.Index == 2).Select(attempt => attempt.ExitCode));
        Assert.Equal([null, 0], parts.Attempts.Where(attempt => attempt.Index == 1).Select(attempt => attempt.ExitCode));
        Assert.True(Job(run, "merge.yaml").Run());

        var files = Directory.GetFiles(_folder[$"volume/{whole}"]).Select(Path.GetFileName);
        Assert.Contains("train.parquet", files);
        foreach (var file in files)
            Assert.Equal(File.ReadAllBytes(_folder[$"volume/{whole}/{file}"]), File.ReadAllBytes(_folder[$"volume/{run}/{file}"]));
        Assert.True(File.Exists(_folder[$"volume/{run}/kubernetes/parts.yaml"]));
    }

    [Fact]
    public void Data_that_changed_since_the_plan_end_the_Job_without_a_retry()
    {
        Plan("run", ["--parts", "4"]);
        WriteJobs("run");
        File.AppendAllText(_folder["volume/items.csv"], "more.png,c1\n");
        var parts = Job("run", "parts.yaml");
        Assert.False(parts.Run());
        Assert.Equal([65], parts.Attempts.Select(attempt => attempt.ExitCode));
        Assert.Contains("items.csv", parts.Attempts[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_before_all_parts_are_there_fails_without_harm_and_succeeds_after_them()
    {
        Plan("run", ["--parts", "3"]);
        WriteJobs("run");
        var merge = Job("run", "merge.yaml");
        Assert.False(merge.Run());
        Assert.Equal("backoffLimit", merge.Failure);
        Assert.True(Job("run", "parts.yaml").Run());
        Assert.True(Job("run", "merge.yaml").Run());
        Assert.Equal(0, RunIn("inspect", ["run"]).ExitCode);
    }

    [Fact]
    public void The_files_are_written_once_and_named_with_what_to_run()
    {
        Plan("run", ["--parts", "3"]);
        var tool = WriteJobs("run", "--namespace", "research");
        foreach (var words in new[] { "3 parts, at most 3 at the same time", "kubectl apply -f run/kubernetes/parts.yaml",
            "kubectl --namespace=research wait --for=condition=complete --timeout=",
            "kubectl apply -f run/kubernetes/merge.yaml", "kubectl --namespace=research describe job/tercet-run" })
            Assert.Contains(words, tool.Output, StringComparison.Ordinal);
        Assert.Equal(0, WriteJobs("run", "--namespace", "research").ExitCode);

        tool = RunIn("kubernetes", Arguments("run"));
        Assert.Equal(65, tool.ExitCode);
        Assert.Equal(
            "tercet: files exist already and differ from what these options give:\n  run/kubernetes/parts.yaml\n  "
            + "run/kubernetes/merge.yaml\nOverwrite them with --force, or move them away.\n", tool.Error);
        WriteJobs("run", "--force");
        Assert.Null(KubernetesYaml.Read(_folder["volume/run/kubernetes/parts.yaml"])["metadata"]!["namespace"]);
    }

    [Fact]
    public void Every_fault_is_reported_with_what_to_do()
    {
        Plan("run", ["--parts", "3"]);
        var tool = RunIn(
            "kubernetes", ["run", "--image", "a b", "--volume", "Data", "--cpus", "0", "--mount", _folder["elsewhere"]]);
        Assert.Equal(2, tool.ExitCode);
        var lines = tool.Error.Split('\n');
        Assert.Equal(9, lines.Length); // three options, run, working folder, two inputs, the advice and the end
        Assert.Contains($"{_folder["volume"]}/items.npy, an input, is outside --mount", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["volume/run/kubernetes"]));

        tool = RunIn("kubernetes", Arguments("nowhere"));
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("nowhere: no plan", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pods_run_as_whoever_planned_but_never_as_root()
    {
        Plan("run", ["--parts", "2"]);
        var tool = WriteJobs("run");
        var context = KubernetesYaml.Read(_folder["volume/run/kubernetes/parts.yaml"])["spec"]!["template"]!["spec"]!["securityContext"]!;
        var user = int.Parse(Tool.RunProgram("id", "-u").Output, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(user == 0 ? 65532 : user, (int)context["runAsUser"]!);
        Assert.Equal(user == 0, tool.Output.Contains("chown -R 65532:65532", StringComparison.Ordinal));
    }

    private void WriteData()
    {
        Directory.CreateDirectory(_folder["volume"]);
        _folder.WriteItems(120, 4, perClass: 4);
        foreach (var file in new[] { "items.csv", "items.npy" })
            File.Move(_folder[file], _folder[$"volume/{file}"], overwrite: true);
    }

    private void Plan(string run, string[] options)
    {
        WriteData();
        Assert.Equal("", RunIn("plan", [.. options, "--out", run]).Error);
    }

    private static string[] Arguments(string run, params string[] options) =>
        [run, "--image", "registry.example/tercet:0.2.0", "--volume", "datasets", .. options];

    private Tool WriteJobs(string run, params string[] options)
    {
        var tool = RunIn("kubernetes", Arguments(run, options));
        Assert.Equal("", tool.Error);
        return tool;
    }

    private Tool RunIn(string command, string[] arguments)
    {
        string[] data = command is "plan" or "mine" ? ["--data", "items.csv", "--embeddings", "items.npy"] : [];
        string[] mount = command is "kubernetes" && !arguments.Contains("--mount") ? ["--mount", _folder["volume"]] : [];
        return Tool.RunIn(_folder["volume"], [command, .. data, .. arguments, .. mount]);
    }

    /// <summary>A Job of a plan; the tool is the real one, but where part <paramref name="failing"/> is first tried.</summary>
    private KubernetesJob Job(string run, string file, int failing = -1)
    {
        var tool = _folder.Write("bin/tercet", $"""
            #!/bin/sh
            if [ "$1 $3" = 'part {failing}' ] && mkdir '{_folder["failed"]}' 2>/dev/null; then exit 75; fi
            exec dotnet '{Tool.Assembly}' "$@"

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new KubernetesJob(_folder[$"volume/{run}/kubernetes/{file}"], Path.GetDirectoryName(tool)!);
    }
}
