using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Tercet.Cluster.Tests.Slurm;

/// <summary>
/// A Slurm cluster of three nodes on this machine: munged, slurmctld and three slurmd, with their own key, ports and folders.
/// </summary>
internal sealed partial class SlurmCluster : IDisposable
{
    private const string Controller = "slurmctld";

    /// <summary>Milliseconds between two looks that take a process.</summary>
    private const int ProcessEvery = 200;

    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel"];

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, Daemon> _daemons = [];
    private readonly (string, string) _environment;

    public SlurmCluster()
    {
        var configuration = _folder["slurm.conf"];
        _environment = ("SLURM_CONF", configuration);
        try
        {
            foreach (var name in Nodes.Prepend("state"))
                Directory.CreateDirectory(_folder[name]);
            File.WriteAllText(configuration, SlurmConfiguration.Compose(_folder.Path, Nodes, FreePorts(Nodes.Count + 1)));
            File.WriteAllBytes(_folder["munge.key"], RandomNumberGenerator.GetBytes(64));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_folder["munge.key"], UnixFileMode.UserRead);
            StartMunge();
            Start(Controller);
            foreach (var node in Nodes)
                Start(node);
            WaitUntilIdle();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The nodes' names.</summary>
    public static IReadOnlyList<string> Nodes { get; } = ["n1", "n2", "n3"];

    /// <summary>Why there can be no cluster here; null where there can.</summary>
    public static string? Unavailable { get; } = Programs.Where(program => Command.Find(program) is null).ToList() is { Count: > 0 } missing
        ? $"Slurm is not installed here ({string.Join(", ", missing)} missing). On Debian: apt-get install slurmctld slurmd slurm-client munge"
        : null;

    /// <summary>Slurm's version.</summary>
    public string Version => Call("sbatch", "--version").Trim();

    /// <summary>Runs a program that may call the cluster.</summary>
    public Command Run(string program, IEnumerable<string> arguments, string folder = "") =>
        Command.Run(program, arguments, folder, _environment);

    /// <summary>Runs one of Slurm's commands, which must succeed.</summary>
    public string Call(string program, params string[] arguments) => Run(program, arguments).Require();

    /// <summary>Starts the controller or a node's server.</summary>
    public void Start(string name)
    {
        string[] command = name == Controller
            ? [Command.Find(name)!, "-D", "-f", _environment.Item2]
            : [Command.Find("slurmd")!, "-D", "-N", name, "-f", _environment.Item2];
        _daemons.Add(name, new Daemon(_folder[name + ".out"], command, _environment));
    }

    /// <summary>Kills the server of a node. What runs there goes on.</summary>
    public void Kill(string node)
    {
        _daemons[node].Dispose();
        _daemons.Remove(node);
    }

    /// <summary>Kills the controller.</summary>
    public void KillController() => Kill(Controller);

    /// <summary>Starts the controller again.</summary>
    public void StartController()
    {
        Start(Controller);
        Waiting.Until("the controller", () => Run("scontrol", ["ping"]).Output.Contains("is UP", StringComparison.Ordinal), Log, ProcessEvery);
    }

    /// <summary>Changes a little of a job, and waits until the controller has saved its jobs, as it does within five seconds.</summary>
    public void WaitUntilSaved(string job)
    {
        var state = Path.Combine(_folder["state"], "job_state");
        var before = File.GetLastWriteTimeUtc(state);
        Call("scontrol", "update", $"JobId={job}", "Nice=1");
        Waiting.Until("the controller's state", () => File.GetLastWriteTimeUtc(state) > before, Log);
    }

    /// <summary>Kills all that runs on a node, its server first.</summary>
    public void Crash(string node)
    {
        Kill(node);
        var (name, value) = _environment;
        ProcessTable.KillTasks($"{name}={value}", $"SLURMD_NODENAME={node}");
    }

    /// <summary>Waits until jobs have ended.</summary>
    public void WaitFor(params string[] jobs) => Waiting.Until(
        $"jobs {string.Join(", ", jobs)}",
        () => jobs.All(job => States(job) is { Count: > 0 } tasks && tasks.All(task => task.HasEnded)),
        () => Run("squeue", ["--array", "--format=%i %T %r %N %S"]).Output + Log(),
        ProcessEvery);

    /// <summary>Waits until a task of a job was started again.</summary>
    public void WaitForRestart(string job, Func<string> explain) => Waiting.Until(
        $"a restart of job {job}", () => States(job).Any(task => task.Restarts > 0), () => explain() + Log(), ProcessEvery);

    /// <summary>Waits until there is no job and no node has work, and meanwhile does what an administrator would.</summary>
    public void WaitUntilIdle() => Waiting.Until(
        "idle nodes", () =>
        {
            Resume();
            return Nodes.All(node => StateOf(node) == "idle") && Run("squeue", ["--noheader"]) is { ExitCode: 0, Output: "" };
        },
        () => Run("squeue", ["--array", "--format=%i %T %r"]).Output + Log(), ProcessEvery);

    /// <summary>Ends all jobs and brings back what is down, so that a test that failed does not spoil those after it.</summary>
    public void Reset()
    {
        foreach (var name in Nodes.Prepend(Controller).Where(name => !_daemons.ContainsKey(name)))
            Start(name);
        Run("scancel", ["--user", Environment.UserName]);
        var (variable, value) = _environment;
        ProcessTable.KillTasks($"{variable}={value}");
        foreach (var node in Nodes)
            Run("scontrol", ["update", $"NodeName={node}", "State=RESUME"]);
    }

    /// <summary>The state of each task of a job.</summary>
    public IReadOnlyList<TaskState> States(string job)
    {
        var answer = Run("scontrol", ["show", "job", "--oneliner", job]);
        return answer.ExitCode != 0 ? [] :
        [
            .. StatePattern().Matches(answer.Output).Select(match => new TaskState(
                match.Groups["state"].Value, int.Parse(match.Groups["restarts"].ValueSpan, null))),
        ];
    }

    /// <summary>Ends all that was started.</summary>
    public void Dispose()
    {
        foreach (var daemon in _daemons.Values.Reverse())
            daemon.Dispose();
        var (name, value) = _environment;
        ProcessTable.KillTasks($"{name}={value}");
        _folder.Dispose();
    }

    /// <summary>Brings back nodes that Slurm gives no more tasks to, and tasks that it holds as a node did not take them.</summary>
    private void Resume()
    {
        foreach (var node in Nodes.Where(node => StateOf(node) is "drained" or "down"))
            Run("scontrol", ["update", $"NodeName={node}", "State=RESUME"]);
        foreach (var job in Run("squeue", ["--array", "--noheader", "--format=%i %r"]).Output.Split('\n'))
        {
            if (job.EndsWith(" launch failed requeued held", StringComparison.Ordinal))
                Run("scontrol", ["release", job.Split(' ')[0]]);
        }
    }

    private string StateOf(string node) => Run("sinfo", ["--noheader", $"--nodes={node}", "--format=%T"]).Output.Trim();

    private void StartMunge()
    {
        string[] options =
        [
            "--foreground", "--force", $"--socket={_folder["munge.socket"]}", $"--key-file={_folder["munge.key"]}",
            $"--log-file={_folder["munged.log"]}", $"--pid-file={_folder["munged.pid"]}", $"--seed-file={_folder["munge.seed"]}",
        ];
        _daemons.Add("munged", new Daemon(_folder["munged.out"], [Command.Find("munged")!, .. options]));
        Waiting.Until("munged", () => File.Exists(_folder["munge.socket"]), () => File.ReadAllText(_folder["munged.out"]));
    }

    private string Log()
    {
        var log = _folder["slurmctld.log"];
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(30)) : File.ReadAllText(_folder[Controller + ".out"]);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    [GeneratedRegex(@"\bJobState=(?<state>\w+).*?\bRestarts=(?<restarts>\d+)")]
    private static partial Regex StatePattern();
}
