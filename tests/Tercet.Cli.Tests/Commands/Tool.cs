using System.Diagnostics;

namespace Tercet.Cli.Tests.Commands;

/// <summary>Runs the tool as a user does: another process, its exit code and what it printed.</summary>
internal sealed record Tool(int ExitCode, string Output, string Error)
{
    /// <summary>The assembly of the tool.</summary>
    public static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll");

    public static Tool Run(params string[] arguments) => Run([], arguments);

    public static Tool Run((string Name, string Value)[] environment, params string[] arguments) =>
        RunAssembly(Assembly, environment, arguments);

    /// <summary>Runs another assembly.</summary>
    public static Tool RunAssembly(string assembly, (string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = Start("dotnet", environment, [assembly, .. arguments]);
        return Finish(process);
    }

    /// <summary>
    /// Runs the tool with a file system of 200 kB mounted on a folder, and prints what is left there; null where that is not
    /// allowed.
    /// </summary>
    public static Tool? RunOnSmallDisk(string folder, params string[] arguments)
    {
        const int CannotMount = 99;
        var script = $"mount -t tmpfs -o size=200k none '{folder}' || exit {CannotMount}; dotnet \"$0\" \"$@\"; code=$?; echo "
            + $"left:; ls -A '{folder}'; exit $code";
        try
        {
            using var process = Start(
                "unshare", [], ["--map-root-user", "--mount", "bash", "-c", script, Assembly, .. arguments]);
            var tool = Finish(process);
            return tool.ExitCode == CannotMount || tool.Error.StartsWith("unshare", StringComparison.Ordinal) ? null : tool;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no such program
        }
    }

    /// <summary>Runs another program, such as a shell that runs the tool.</summary>
    public static Tool RunProgram(string program, params string[] arguments)
    {
        using var process = Start(program, [], arguments);
        return Finish(process);
    }

    /// <summary>Runs another program in a folder, with variables of its own.</summary>
    public static Tool RunProgramIn(
        string folder, (string Name, string Value)[] environment, string program, params string[] arguments)
    {
        using var process = Start(program, environment, arguments, folder);
        return Finish(process);
    }

    /// <summary>Runs the tool in a folder.</summary>
    public static Tool RunIn(string folder, params string[] arguments)
    {
        using var process = Start("dotnet", [], [Assembly, .. arguments], folder);
        return Finish(process);
    }

    /// <summary>
    /// Starts the tool, or another of its kind, sends it an interrupt as soon as a path exists, and waits for its end.
    /// </summary>
    public static Tool Interrupt(string path, string[] arguments, string tool = "Tercet.Cli.dll")
    {
        arguments = [Path.Combine(AppContext.BaseDirectory, tool), .. arguments];
        // On Linux: where a script runs the tests in the background, interrupts are ignored, and child processes inherit that.
        using var process = OperatingSystem.IsLinux()
            ? Start("env", [], ["--default-signal=INT", "dotnet", .. arguments])
            : Start("dotnet", [], arguments);
        WaitFor(path, process);
        using var kill = Process.Start("bash", ["-c", FormattableString.Invariant($"kill -INT {process.Id}")]);
        kill.WaitForExit();
        return Finish(process);
    }

    /// <summary>Starts the tool, does something as soon as a path exists, and waits for the tool's end.</summary>
    public static Tool Disturb(string path, Action action, params string[] arguments)
    {
        using var process = Start("dotnet", [], [Assembly, .. arguments]);
        WaitFor(path, process);
        action();
        return Finish(process);
    }

    private static void WaitFor(string path, Process process)
    {
        while (!File.Exists(path) && !Directory.Exists(path) && !process.HasExited)
            Thread.Sleep(1);
    }

    private static Process Start(string file, (string Name, string Value)[] environment, string[] arguments, string folder = "")
    {
        var start = new ProcessStartInfo(
            file, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(
            AppContext.BaseDirectory, "cache"); // not the cache of whoever runs the tests
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static Tool Finish(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Tool(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
