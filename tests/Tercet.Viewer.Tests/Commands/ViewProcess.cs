using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Tercet.CommandLine;

namespace Tercet.Viewer.Tests.Commands;

/// <summary><c>tercet view</c> in a process of its own, as a user starts it.</summary>
internal sealed class ViewProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly StringBuilder _error = new();

    public ViewProcess(params string[] arguments)
    {
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll"), "view", .. arguments];
        // On Linux: where a script runs the tests in the background, interrupts are ignored, and child processes inherit that.
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT,HUP", .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>What was printed to standard error.</summary>
    public string Error => _error.ToString();

    /// <summary>The address that is printed first.</summary>
    public async Task<Uri> Address() =>
        new((await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

    public void Send(PosixSignal signal) => Interrupts.Send(_process.Id, signal);

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> End()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it without warning.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
