using System.Diagnostics;
using System.Text;

namespace Tercet.Reliability.Tests;

/// <summary>A fault of the system while files are written.</summary>
public enum Fault
{
    /// <summary>The process is killed before the call.</summary>
    Kill,

    /// <summary>The call fails with an I/O error.</summary>
    Error,
}

/// <summary>
/// Runs a tool under strace and injects a fault into the nth call of a kind. Calls are counted per thread. (Without
/// <c>--seccomp-bpf</c>, with which strace 6.1 kills at the first call alone.)
/// </summary>
internal static class FaultInjection
{
    private const int Killed = 137;

    /// <summary>The calls that change names or flush, by kind; which of a kind is used depends on the processor.</summary>
    public static readonly IReadOnlyList<string> Calls =
        ["?rename,?renameat,?renameat2", "?unlink,?unlinkat", "?rmdir", "?mkdir,?mkdirat", "?fsync"];

    /// <summary>Why nothing can be injected here; null where it can.</summary>
    public static string? Unavailable { get; } = Probe();

    /// <summary>Runs a tool without a fault.</summary>
    /// <param name="folder">The current folder of the tool.</param>
    /// <param name="arguments">The tool's assembly and its arguments.</param>
    public static (int ExitCode, string Error) Run(string folder, string[] arguments) => Start("dotnet", folder, arguments);

    /// <summary>Runs a tool with a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="calls">One of <see cref="Calls"/>.</param>
    /// <param name="number">At which of them, from 1.</param>
    /// <param name="log">Where strace writes what it saw.</param>
    /// <param name="folder">The current folder of the tool.</param>
    /// <param name="arguments">The tool's assembly and its arguments.</param>
    /// <returns>The exit code, the messages, and whether there was such a call.</returns>
    public static (int ExitCode, string Error, bool Injected) Run(
        Fault fault, string calls, int number, string log, string folder, string[] arguments)
    {
        var how = fault == Fault.Kill ? "signal=SIGKILL" : "error=EIO";
        var (exit, error) = Start(
            "strace", folder,
            [
                "-f", "-qq", "-o", log, "-e", $"trace={calls}", "-e",
                FormattableString.Invariant($"inject={calls}:{how}:when={number}"), "dotnet", .. arguments,
            ]);
        var injected = fault == Fault.Kill
            ? exit == Killed
            : File.ReadAllText(log).Contains("(INJECTED)", StringComparison.Ordinal);
        return (exit, error, injected);
    }

    private static string? Probe()
    {
        try
        {
            var (exit, error) = Start("strace", ".", ["-f", "-qq", "-o", "/dev/null", "true"]);
            return exit == 0 ? null : $"strace does not work here: {error}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "strace is not installed";
        }
    }

    private static (int ExitCode, string Error) Start(string file, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // its sockets would be counted
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(AppContext.BaseDirectory, "cache");
        using var process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error.ToString());
    }
}
