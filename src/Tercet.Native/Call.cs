using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace Tercet.Native;

/// <summary>The values of tercet_status.</summary>
internal enum Status
{
    Ok,
    InvalidOptions,
    InvalidInput,
    Cancelled,
    InvalidHandle,
    Forked,
    OutOfMemory,
    Failed,
}

/// <summary>How a call ends: no exception leaves it, and its message or result is the text of its thread.</summary>
internal static unsafe partial class Call
{
    private const int PollMilliseconds = 100;

    private static readonly int Process = GetProcessId();

    [ThreadStatic]
    private static KeptText? _text;

    /// <summary>The text of this thread's last call, ended by 0.</summary>
    public static byte* Text => (_text ??= new KeptText()).Bytes;

    /// <summary>Does the work of a call.</summary>
    /// <param name="work">Returns the result.</param>
    [SuppressMessage("Design", "CA1031", Justification = "An exception that leaves a call ends the process.")]
    public static int Run(Func<string> work)
    {
        try
        {
            if (GetProcessId() != Process)
                return End(
                    Status.Forked,
                    "called in a process that was forked after the first call: its threads do not survive a fork. "
                    + "Call in the parent, or start the process anew (spawn).");
            return End(Status.Ok, work());
        }
        catch (InvalidOptionsException e)
        {
            return End(Status.InvalidOptions, OptionNames.Translate(e.Message));
        }
        catch (InvalidInputException e)
        {
            return End(Status.InvalidInput, OptionNames.Translate(e.Message));
        }
        catch (InvalidHandleException e)
        {
            return End(Status.InvalidHandle, e.Message);
        }
        catch (OperationCanceledException)
        {
            return End(Status.Cancelled, "cancelled.");
        }
        catch (OutOfMemoryException)
        {
            return End(Status.OutOfMemory, "out of memory.");
        }
        catch (InvalidOperationException e)
        {
            return End(Status.Failed, OptionNames.Translate(e.Message));
        }
        catch (Exception e)
        {
            return End(Status.Failed, $"unexpected failure, please report it: {e}");
        }
    }

    /// <summary>
    /// Does long work on another thread, while this one asks some ten times a second whether to go on: so that an interpreter
    /// handles its signals.
    /// </summary>
    /// <param name="progress">Told what is done of what; anything but 0 cancels. Null for none.</param>
    /// <param name="context">Handed to it.</param>
    /// <param name="work">Returns the result.</param>
    public static int Watch(
        delegate* unmanaged<void*, long, long, int> progress, void* context,
        Func<IProgress<WorkProgress>, CancellationToken, string> work) => Run(() =>
    {
        if (progress is null)
            return work(new LatestProgress(), CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var latest = new LatestProgress();
        var task = Task.Run(() => work(latest, cancellation.Token));
        while (Task.WaitAny([task], PollMilliseconds) < 0)
        {
            if (progress(context, latest.Done, latest.Total) != 0)
                cancellation.Cancel();
        }
        var result = task.GetAwaiter().GetResult();
        progress(context, latest.Done, latest.Total);
        return result;
    });

    private static int End(Status status, string text)
    {
        (_text ??= new KeptText()).Set(text);
        return (int)status;
    }

    [LibraryImport("libc", EntryPoint = "getpid")]
    private static partial int GetProcessId();

    /// <summary>A text that a caller may read; freed with its thread.</summary>
    private sealed class KeptText
    {
        public KeptText() => Set("");

        ~KeptText() => NativeMemory.Free(Bytes);

        public byte* Bytes { get; private set; }

        public void Set(string text)
        {
            var length = Encoding.UTF8.GetByteCount(text);
            Bytes = (byte*)NativeMemory.Realloc(Bytes, (nuint)length + 1);
            Encoding.UTF8.GetBytes(text, new Span<byte>(Bytes, length));
            Bytes[length] = 0;
        }
    }

    private sealed class LatestProgress : IProgress<WorkProgress>
    {
        private long _done, _total;

        public long Done => Volatile.Read(ref _done);

        public long Total => Volatile.Read(ref _total);

        /// <summary>Several threads report; the greatest count is the latest.</summary>
        public void Report(WorkProgress value)
        {
            Volatile.Write(ref _total, value.Total);
            for (var done = Done; value.Done > done; done = Done)
                Interlocked.CompareExchange(ref _done, value.Done, done);
        }
    }
}
