using Spectre.Console;

namespace Tercet.Cli;

/// <summary>Runs a piece of work and, where it takes over two seconds, shows how far it is on a terminal's standard error.</summary>
internal sealed class ProgressDisplay(bool quiet)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    public T Run<T>(string title, Func<IProgress<(int Done, int Total)>, T> work)
    {
        var tracker = new Tracker();
        var task = Task.Run(() => work(tracker));
        if (!quiet && !Console.IsErrorRedirected && !WaitFor(task, Patience))
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context =>
                {
                    var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                    while (!WaitFor(task, Refresh))
                        bar.Value = tracker.Fraction;
                });
        }
        return task.GetAwaiter().GetResult();
    }

    private static bool WaitFor(Task task, TimeSpan time) => Task.WhenAny(task, Task.Delay(time)).GetAwaiter().GetResult() == task;

    private sealed class Tracker : IProgress<(int Done, int Total)>
    {
        private double _fraction;

        public double Fraction => Volatile.Read(ref _fraction);

        public void Report((int Done, int Total) value) => Volatile.Write(ref _fraction, value.Done / (double)Math.Max(1, value.Total));
    }
}
