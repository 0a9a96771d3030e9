using System.Diagnostics;
using System.Globalization;

namespace Tercet.Cluster.Tests.Slurm;

/// <summary>
/// A server in the foreground, under a shell that kills it as soon as this process closes the shell's input or ends: nothing is
/// left, however the tests end.
/// </summary>
internal sealed class Daemon : IDisposable
{
    private const string Script = "log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & echo $!; read -r _; kill -KILL $! 2>/dev/null; wait";

    private readonly Process _shell;

    public Daemon(string log, string[] command, params (string Name, string Value)[] environment)
    {
        _shell = Command.Start("bash", ["-c", Script, "bash", log, .. command], environment: environment);
        Id = int.Parse(_shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The server's process.</summary>
    public int Id { get; }

    /// <summary>Kills the server and waits for its end.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Dispose();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
