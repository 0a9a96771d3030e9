using System.Diagnostics;
using Spectre.Console;

namespace Tercet.CommandLine;

/// <summary>Runs a piece of work and, where it takes over two seconds, shows how far it is on a terminal's standard error.</summary>
public sealed class ProgressDisplay(bool quiet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly List<(string Title, TimeSpan Time)> _done = [];
    private volatile IAnsiConsole? _live;

    /// <summary>What took how long, in order.</summary>
    public string Times => string.Join(", ", _done.Select(stage => FormattableString.Invariant($"{char.ToLowerInvariant(stage.Title[0])}{stage.Title[1..]} {stage.Time.TotalSeconds:0.0} s")));

    /// <summary>Does the work.</summary>
    /// <param name="title">What it is called.</param>
    /// <param name="work">The work, which tells how far it is.</param>
    /// <param name="describe">What to show in place of the title, asked for again and again; null for the title.</param>
    public T Run<T>(string title, Func<IProgress<(int Done, int Total)>, T> work, Func<string>? describe = null)
    {
        var watch = Stopwatch.StartNew();
        var tracker = new Tracker();
        var task = Task.Run(() => work(tracker));
        if (!quiet && !Console.IsErrorRedirected && !WaitFor(task, Patience))
        {
            _live = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            _live.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                    while (!WaitFor(task, Refresh))
                    {
                        bar.Value = tracker.Fraction;
                        if (describe is not null)
                            bar.Description = Markup.Escape(describe());
                    }
                });
        }
        _live = null;
        var result = task.GetAwaiter().GetResult();
        _done.Add((title, watch.Elapsed));
        return result;
    }

    /// <summary>Prints a line, from any thread, also while the bar is shown: then above it.</summary>
    /// <param name="line">The line.</param>
    /// <param name="output">Where to, while no bar is shown.</param>
    public void WriteLine(string line, TextWriter output)
    {
        if (_live is { } console)
            console.WriteLine(line);
        else
            output.WriteLine(line);
    }

    private static bool WaitFor(Task task, TimeSpan time) => Task.WhenAny(task, Task.Delay(time)).GetAwaiter().GetResult() == task;

    private sealed class Tracker : IProgress<(int Done, int Total)>
    {
        private double _fraction;

        public double Fraction => Volatile.Read(ref _fraction);

        public void Report((int Done, int Total) value) => Volatile.Write(ref _fraction, value.Done / (double)Math.Max(1, value.Total));
    }
}
