using System.CommandLine;
using System.Runtime.InteropServices;
using Tercet.Cli.Deployment;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet kubernetes</c>: the Jobs that run a plan on a cluster.</summary>
internal static partial class KubernetesCommand
{
    private const string Terminated = ".status.containerStatuses[0].state.terminated";

    private static readonly Argument<string> Run = new("RUN") { Description = "The folder that 'tercet plan' wrote." };

    private static readonly Option<string> Image = new("--image")
    {
        HelpName = "IMAGE",
        Required = true,
        Description = "The container image of this tool, as deploy/README.md builds it.",
    };

    private static readonly Option<string> Volume = new("--volume")
    {
        HelpName = "CLAIM",
        Required = true,
        Description = "The PersistentVolumeClaim of the volume that holds the data and RUN. Pods on several nodes need one that "
            + "allows ReadWriteMany.",
    };

    private static readonly Option<string> Mount = OptionFactory.Text(
        "--mount", "DIR", "Where the volume is mounted, on this machine and in the pods.", "/data");

    private static readonly Option<string?> Name = OptionFactory.OptionalText(
        "--name", "NAME",
        "The name of the Job of the parts; that of the merge ends in -merge. [default: tercet- and the name of RUN]");

    private static readonly Option<string?> Namespace = OptionFactory.OptionalText(
        "--namespace", "NAME", "The namespace of the Jobs. [default: that of kubectl]");

    private static readonly Option<int?> Cpus = OptionFactory.OptionalNumber<int>(
        "--cpus", "N", "Processors and threads per pod, 1 or more. [default: as many threads as the plan was measured with]");

    private static readonly Option<string?> Memory = OptionFactory.OptionalText(
        "--memory", "SIZE", "Memory per pod, such as 4Gi. [default: what the plan expects, and 50 % and 256 MiB more]");

    private static readonly Option<int?> MaxRunning = OptionFactory.OptionalNumber<int>(
        "--max-running", "N", "Maximal number of pods at the same time. [default: 100]");

    private static readonly Option<bool> Force = OptionFactory.Switch(
        "--force", "Overwrite files of an earlier call that differ.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "kubernetes", "Write the Kubernetes Jobs that mine the parts of a plan and merge them.")
        {
            Examples =
            [
                "tercet kubernetes /data/run --image registry.example/tercet:0.2.0 --volume datasets",
                "tercet kubernetes RUN --image IMAGE --volume CLAIM --mount /mnt/nfs --cpus 8 --memory 16Gi --max-running 20",
            ],
        };
        command.Add(Run);
        command.AddGroup("Cluster", Image, Volume, Mount, Namespace, Name);
        command.AddGroup("Pods", Cpus, Memory, MaxRunning);
        command.AddGroup("Output", Force);
        command.SetWork((parsed, _) => Write(parsed));
        return command;
    }

    private static void Write(ParseResult parsed)
    {
        if (OperatingSystem.IsWindows())
            throw new UsageException("paths in pods are those of Linux. Run this where the volume is mounted as in the pods.");
        var folder = parsed.GetRequiredValue(Run);
        var plan = RunPlan.Read(folder);
        var run = WithoutLastSlash(Path.GetFullPath(folder));
        var working = WithoutLastSlash(Path.GetFullPath(plan.WorkingFolder, run));
        var jobs = new KubernetesJobs
        {
            Run = run,
            WorkingFolder = working,
            Inputs = [.. plan.Inputs.Select(input => Path.GetFullPath(input.Input.Path, working))],
            Parts = plan.Parts.Count,
            Expected = plan.Expected,
            Image = parsed.GetRequiredValue(Image),
            Volume = parsed.GetRequiredValue(Volume),
            Mount = WithoutLastSlash(Path.GetFullPath(parsed.GetRequiredValue(Mount))),
            Name = parsed.GetValue(Name) ?? KubernetesJobs.NameOf(run),
            Namespace = parsed.GetValue(Namespace),
            Cpus = parsed.GetValue(Cpus),
            Memory = parsed.GetValue(Memory),
            MaxRunning = parsed.GetValue(MaxRunning),
            User = GetUser() is 0 ? (KubernetesJobs.ImageUser, KubernetesJobs.ImageUser) : (GetUser(), GetGroup()),
        };
        var faults = new UsageFaults();
        jobs.AddFaults(faults);
        faults.ThrowIfAny();
        var target = Path.Combine(folder, "kubernetes");
        var files = new[] { (Path.Combine(target, "parts.yaml"), jobs.PartsYaml()), (Path.Combine(target, "merge.yaml"), jobs.MergeYaml()) };
        GeneratedFiles.Write(files, parsed.GetValue(Force));
        Print(jobs, [.. files.Select(file => file.Item1)]);
    }

    private static void Print(KubernetesJobs jobs, string[] files)
    {
        Console.WriteLine($"{jobs.Parts:N0} parts, at most {jobs.Parallelism:N0} at the same time, and their merge:");
        ConsoleSummary.WriteFiles(files);
        if (GetUser() == 0)
        {
            ConsoleSummary.WriteNotes(
            [
                $"the pods run as user {KubernetesJobs.ImageUser}, not as root, as this command does. Let that user write to the "
                + $"run: chown -R {KubernetesJobs.ImageUser}:{KubernetesJobs.ImageUser} {Invocation.Quote(jobs.Run)}",
            ]);
        }
        var kubectl = $"kubectl{jobs.InNamespace}";
        ConsoleSummary.WriteNext(
        [
            ($"kubectl apply -f {Invocation.Quote(files[0])}", "start the parts"),
            ($"{kubectl} wait --for=condition=complete --timeout={jobs.Timeout} job/{jobs.Name}",
                $"wait for them, {Describe(jobs.ExpectedTime)}; a Job that fails is seen below, not here"),
            ($"kubectl apply -f {Invocation.Quote(files[1])}", "merge them into a run, as job/" + jobs.MergeName),
            ($"{kubectl} describe job/{jobs.Name}", "progress, failed parts, and why the Job failed"),
            ($"{kubectl} get pods --selector=batch.kubernetes.io/job-name={jobs.Name} --field-selector=status.phase=Failed "
                + $"--output=custom-columns='POD:.metadata.name,EXIT:{Terminated}.exitCode,MESSAGE:{Terminated}.message'",
                "the messages of pods that failed"),
            ($"tercet status {Invocation.Quote(jobs.Run)}", "which parts are done, from the files alone"),
            ($"kubectl delete -f {Invocation.Quote(files[0])}", "then apply it again: only the parts that are missing are mined"),
        ]);
    }

    private static string Describe(TimeSpan? time) => time switch
    {
        null => "as long as it takes",
        { TotalMinutes: < 1 } => "under a minute once they run",
        { } known => FormattableString.Invariant($"about {Math.Ceiling(known.TotalMinutes):N0} min once they run"),
    };

    private static string WithoutLastSlash(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint GetGroup();
}
