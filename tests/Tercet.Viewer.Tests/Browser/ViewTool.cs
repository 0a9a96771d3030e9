using System.Diagnostics;
using System.Runtime.InteropServices;
using Tercet.CommandLine;

namespace Tercet.Viewer.Tests.Browser;

/// <summary><c>tercet view</c> as a process of its own.</summary>
internal sealed class ViewTool(string run) : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll"), "view", run, "--no-open"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>The address that it prints.</summary>
    public async Task<Uri> Address() => new((await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

    /// <summary>Ends it without warning.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends it as Ctrl+C does.</summary>
    /// <returns>Its exit code.</returns>
    public int Interrupt()
    {
        Interrupts.Send(_process.Id, PosixSignal.SIGINT);
        Assert.True(_process.WaitForExit(5000));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
