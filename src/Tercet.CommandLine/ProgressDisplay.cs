using System.Diagnostics;
using Spectre.Console;
using static System.FormattableString;

namespace Tercet.CommandLine;

/// <summary>Runs work and shows its progress on a terminal's standard error if it takes longer than two seconds.</summary>
/// <param name="quiet">Whether to show nothing.</param>
public sealed class ProgressDisplay(bool quiet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly List<(string Title, TimeSpan Time)> _done = [];
    private volatile IAnsiConsole? _live;

    /// <summary>How long each piece of work took, in order, without what took no time.</summary>
    public string Times => _done.TrueForAll(work => work.Time <= Negligible)
        ? "less than 0.1 s"
        : string.Join(", ", _done.Where(work => work.Time > Negligible).Select(work =>
            Invariant($"{char.ToLowerInvariant(work.Title[0])}{work.Title[1..]} {work.Time.TotalSeconds:0.0} s")));

    /// <summary>Runs work that returns nothing.</summary>
    /// <param name="title">The name of the work, shown until it reports a stage.</param>
    /// <param name="work">The work, which reports its progress.</param>
    public void Run(string title, Action<IProgress<WorkProgress>> work) => Run(title, progress =>
    {
        work(progress);
        return true;
    });

    /// <summary>Runs work.</summary>
    /// <param name="title">The name of the work, shown until it reports a stage.</param>
    /// <param name="work">The work, which reports its progress.</param>
    /// <returns>Its result.</returns>
    public T Run<T>(string title, Func<IProgress<WorkProgress>, T> work)
    {
        var watch = Stopwatch.StartNew();
        var tracker = new Tracker(title);
        var task = Task.Run(() => work(tracker));
        if (!quiet && !Console.IsErrorRedirected && !WaitFor(task, Patience))
            Show(tracker, task);
        var result = task.GetAwaiter().GetResult();
        _done.Add((title, watch.Elapsed));
        return result;
    }

    /// <summary>Prints a line, from any thread; above the progress bar while one is shown.</summary>
    /// <param name="line">The line.</param>
    /// <param name="output">The writer to use while no bar is shown.</param>
    public void WriteLine(string line, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_live is { } console)
            console.WriteLine(StandardStream.Escape(line));
        else
            output.WriteLine(line);
    }

    private void Show(Tracker tracker, Task task)
    {
        using var terminal = StandardStream.OpenTerminal();
        _live = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        _live.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask(Markup.Escape(StandardStream.Escape(tracker.Latest.Stage)), maxValue: 1);
                while (!WaitFor(task, Refresh))
                {
                    var latest = tracker.Latest;
                    bar.Value = latest.Done / (double)Math.Max(1, latest.Total);
                    bar.Description = Markup.Escape(StandardStream.Escape(latest.Stage));
                }
            });
        _live = null;
    }

    private static bool WaitFor(Task task, TimeSpan time) =>
        Task.WhenAny(task, Task.Delay(time)).GetAwaiter().GetResult() == task;

    private sealed class Tracker(string title) : IProgress<WorkProgress>
    {
        private readonly Lock _gate = new();
        private WorkProgress _latest = new(title, 0, 1);

        public WorkProgress Latest
        {
            get
            {
                lock (_gate)
                    return _latest;
            }
        }

        /// <summary>Takes a report; threads may deliver those of one stage out of order.</summary>
        public void Report(WorkProgress value)
        {
            if (string.IsNullOrEmpty(value.Stage))
                value = new WorkProgress(title, value.Done, value.Total);
            lock (_gate)
            {
                if (value.Stage != _latest.Stage || value.Total != _latest.Total || value.Done > _latest.Done)
                    _latest = value;
            }
        }
    }
}
