using System.Runtime.InteropServices;

namespace Tercet.CommandLine;

/// <summary>
/// Interrupts (Ctrl-C), termination, and the end of the terminal. The first cancels the work, which has five seconds to end; the
/// second, or the end of that time, ends the process at once. Runs are committed as a whole, so nothing is lost by that.
/// </summary>
public sealed partial class Interrupts : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;
    private volatile bool _isOver;

    /// <summary>Starts to heed signals.</summary>
    public Interrupts()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP })
            _registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Sends a signal to another process.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="signal">The signal.</param>
    public static void Send(int process, PosixSignal signal)
    {
        if (!OperatingSystem.IsWindows())
            _ = Kill(process, signal switch { PosixSignal.SIGHUP => 1, PosixSignal.SIGINT => 2, _ => 15 });
    }

    /// <summary>Heeds signals no longer.</summary>
    public void Dispose()
    {
        _isOver = true;
        foreach (var registration in _registrations)
            registration.Dispose();
        _cancellation.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
            Exit();
        _ = Task.Run(async () =>
        {
            await Task.Delay(Patience);
            if (!_isOver)
                Exit();
        });
        _cancellation.Cancel();
    }

    private static void Exit()
    {
        try
        {
            CommandRunner.Fail("interrupted, and stopped at once. The next command there removes what is unfinished.", 0);
        }
        finally
        {
            if (OperatingSystem.IsWindows())
                Environment.Exit(ExitCodes.Interrupted);
            else
                EndNow(ExitCodes.Interrupted);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    // Environment.Exit waits for others, and destructors of native libraries may crash while their threads still run.
    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndNow(int code);
}
