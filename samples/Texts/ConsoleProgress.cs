using System.Diagnostics;
using Tercet;

namespace TextsSamples;

/// <summary>Prints how far work is, every three seconds.</summary>
/// <param name="what">What is made.</param>
internal sealed class ConsoleProgress(string what) : IProgress<WorkProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public void Report(WorkProgress value)
    {
        lock (_gate)
        {
            if (_watch.Elapsed < Interval)
                return;
            _watch.Restart();
        }
        Console.Error.WriteLine(FormattableString.Invariant($"{what}: {value.Done:N0} of {value.Total:N0} texts"));
    }
}
