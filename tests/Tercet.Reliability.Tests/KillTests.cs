using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>
/// Commands that are killed at random moments and repeated: in the end there are the bytes of an undisturbed run and nothing
/// else, and no command needs <c>--force</c> or a manual clean-up. TERCET_KILLS is the number of kills. Chains of commands are
/// numbered; what is killed, and when, follows from the number. TERCET_KILLS_FROM is the first, TERCET_KILLS=1 with it that one
/// alone.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int MaxFaults = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly KillDurations _durations = new();
    private readonly ConcurrentDictionary<KillScenario, Lazy<IReadOnlyDictionary<string, string>>> _expected = [];
    private readonly ConcurrentQueue<(string Step, KillPoint Point)> _kills = [];
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly int _wanted = Number("TERCET_KILLS", 50), _first = Number("TERCET_KILLS_FROM", 0);
    private int _begun, _refusals;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_that_are_killed_at_any_moment_and_repeated_leave_what_an_undisturbed_run_leaves()
    {
        KillScenario.WriteData(_folder);
        Folder("older");
        var watch = Stopwatch.StartNew();
        KillChain.Undisturbed(Folder("prepared"), [[.. KillScenario.Older, "--quiet", "--out", "../older"]]);
        _durations.Guess = watch.Elapsed;
        watch.Restart();
        var count = Math.Min(_wanted, Environment.ProcessorCount);
        var workers = Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        while (await Task.WhenAny(workers, Task.Delay(Interval, TestContext.Current.CancellationToken)) != workers)
        {
            if (Environment.GetEnvironmentVariable("TERCET_KILLS") is not null)
                Show(watch.Elapsed);
        }
        await workers;
        Show(watch.Elapsed);
        Assert.True(_faults.IsEmpty, string.Join('\n', _faults));
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : otherwise;

    private void Work()
    {
        while (_kills.Count < _wanted && _faults.Count < MaxFaults)
        {
            var number = _first + Interlocked.Increment(ref _begun) - 1;
            var scenario = KillScenario.All[number % KillScenario.All.Count];
            var folder = Folder(Invariant($"chain-{number}"));
            var chain = new KillChain(number, scenario, folder, _durations);
            if (chain.Run(_expected.GetOrAdd(scenario, Reference).Value) is { } fault)
            {
                _faults.Enqueue(fault);
                Console.Error.WriteLine(fault);
            }
            foreach (var kill in chain.Kills)
                _kills.Enqueue(kill);
            Interlocked.Add(ref _refusals, chain.Refusals);
            Directory.Delete(folder, recursive: true);
        }
    }

    private Lazy<IReadOnlyDictionary<string, string>> Reference(KillScenario scenario) => new(() => KillChain.Undisturbed(
        Folder(Invariant($"reference-{KillScenario.All.Index().First(item => item.Item == scenario).Index}")),
        scenario.Reference));

    private string Folder(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    private void Show(TimeSpan time)
    {
        var kills = _kills.ToArray();
        var last = _first + Math.Max(_begun, 1) - 1;
        int Count(KillPoint point) => kills.Count(kill => kill.Point == point);
        Console.Error.WriteLine(
            Invariant($"{kills.Length:N0} kills in {time.TotalSeconds:N0} s, chains {_first} to {last}: ")
            + string.Join(", ", kills.CountBy(kill => kill.Step).OrderBy(step => step.Key, StringComparer.Ordinal)
                .Select(step => Invariant($"{step.Value} {step.Key}")))
            + Invariant($"; left nothing on disk {Count(KillPoint.Before)}, something unfinished {Count(KillPoint.During)}, ")
            + Invariant($"all finished {Count(KillPoint.After)}; refused since finished {_refusals}; failures {_faults.Count}"));
    }
}
