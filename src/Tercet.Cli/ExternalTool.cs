using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Tercet.CommandLine;

namespace Tercet.Cli;

/// <summary>
/// Delegates commands to <c>tercet-train</c>, as git does with its sub-commands: libtorch is large, and only those who train
/// should have to install it.
/// </summary>
internal static class ExternalTool
{
    private const string HowToInstall =
        "dotnet pack src/Tercet.Train -o artifacts && dotnet tool install --global Tercet.Train --add-source artifacts";

    /// <summary>Runs the other tool on the same arguments, with the input and output of this one.</summary>
    /// <param name="args">A command of <see cref="Invocation.TrainingCommands"/> and its arguments.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(string[] args)
    {
        if (Find() is not { } path)
            return CommandRunner.Fail(NotFound(args[0]), ExitCodes.Usage);
        // An interrupt from the keyboard reaches both; this one stays, to return the other's exit code.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var start = new ProcessStartInfo(path, args);
        var (name, value) = Invocation.Inherited;
        start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            using var terminate = Forward(PosixSignal.SIGTERM, process);
            using var hangUp = Forward(PosixSignal.SIGHUP, process);
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            return CommandRunner.Fail($"{path} cannot be run ({e.Message}). Reinstall it: {HowToInstall}", ExitCodes.InputOutput);
        }
    }

    private static PosixSignalRegistration Forward(PosixSignal signal, Process process) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true; // the other ends, with a message, and this one with its exit code
            Interrupts.Send(process.Id, signal);
        });

    private static string NotFound(string command) =>
        $"'{command}' is a command of {Invocation.TrainingTool}, which is neither beside this tool nor on the PATH. It is "
        + "installed separately because it includes libtorch (600 MB).\n"
        + $"Install it: {HowToInstall}\n"
        + $"Or run it from source: dotnet run -c Release --project src/Tercet.Train -- {command} …";

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? Invocation.TrainingTool + ".exe" : Invocation.TrainingTool;
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return new[] { Path.GetDirectoryName(Environment.ProcessPath), AppContext.BaseDirectory }
            .Concat(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .OfType<string>()
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
