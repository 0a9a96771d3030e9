using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>What a kill met.</summary>
internal enum KillPoint
{
    /// <summary>It left nothing on disk.</summary>
    Before,

    /// <summary>It left something unfinished.</summary>
    During,

    /// <summary>Nothing was left to do.</summary>
    After,
}

/// <summary>One run of a scenario: each command is killed up to three times at random moments, then runs to its end.</summary>
/// <param name="number">The number, from which all random choices follow.</param>
/// <param name="scenario">The scenario.</param>
/// <param name="folder">Where it takes place.</param>
/// <param name="durations">What commands take undisturbed, for all chains.</param>
internal sealed class KillChain(int number, KillScenario scenario, string folder, KillDurations durations)
{
    private const int MaxKills = 3, NoKillOneIn = 6, Killed = 128 + 9, Refused = 65;

    private const double Longest = 1.1; // of what a command takes undisturbed

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll");

    private readonly Random _random = new(number);
    private readonly List<string> _history = [];

    /// <summary>The kills, by step, and what they met.</summary>
    public List<(string Step, KillPoint Point)> Kills { get; } = [];

    /// <summary>How often a command was refused because its result was complete.</summary>
    public int Refusals { get; private set; }

    /// <summary>Runs commands without kills in a folder and notes what they leave.</summary>
    public static IReadOnlyDictionary<string, string> Undisturbed(string folder, string[][] commands)
    {
        Prepare(folder, isOver: false);
        foreach (var command in commands)
            Require(Run(folder, command, null), command);
        return Look(folder);
    }

    /// <summary>Runs the scenario; what was wrong, or null.</summary>
    /// <param name="expected">What is to be left.</param>
    public string? Run(IReadOnlyDictionary<string, string> expected)
    {
        try
        {
            Prepare(folder, scenario.IsOverOlder);
            var old = Look(folder);
            foreach (var step in scenario.Steps(_random))
                Run(step, old, expected);
            return Difference(Look(folder), expected) is { } difference ? throw new InvalidOperationException(difference) : null;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or InvalidInputException)
        {
            return Invariant($"chain {number}, {scenario.Name}: {e.Message} After: {string.Join("; ", _history)}.");
        }
    }

    private static void Prepare(string folder, bool isOver)
    {
        Directory.CreateDirectory(Path.Combine(folder, "tmp"));
        foreach (var name in isOver ? ["older", "run"] : new[] { "older" })
        {
            var target = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(folder, "..", "older")))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    private void Run(KillStep step, IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> expected)
    {
        var key = $"{scenario.Name}/{step.Name}/{step.Commands.Length}";
        var points = new List<(int Count, IReadOnlyDictionary<string, string> Left)>();
        var start = Look(folder);
        var rounds = _random.Next(NoKillOneIn) == 0 ? 0 : 1 + _random.Next(MaxKills);
        for (var round = 0; round < rounds; round++)
        {
            var moments = step.Commands.Select(_ => (TimeSpan?)(durations.Of(key) * (Longest * _random.NextDouble()))).ToArray();
            if (moments.Length > 1 && _random.Next(2) == 0)
                moments[_random.Next(moments.Length)] = null;
            var ends = RunAll(step, moments);
            var kills = ends.Count(end => end.Code == Killed);
            var codes = ends.Select(end => Invariant($"{end.Code} at {end.Time.TotalSeconds:0.00} s"));
            _history.Add($"{step.Name} ended {string.Join(", ", codes)}");
            foreach (var (command, end) in step.Commands.Zip(ends).Where(pair => pair.Second.Code != Killed))
                Check(step, command, end, expected);
            if (kills == 0)
            {
                durations.Add(key, ends.Max(end => end.Time), points.Count == 0);
                Count(points, start);
                return;
            }
            var left = Look(folder);
            Require(Difference(Beside(left), Beside(expected)));
            if (scenario.IsOverOlder)
                RequireOldOrNew(old, expected);
            points.Add((kills, left));
        }
        foreach (var (command, end) in step.Commands.Zip(RunAll(step, new TimeSpan?[step.Commands.Length])))
        {
            Check(step, command, end, expected);
            durations.Add(key, end.Time, points.Count == 0);
        }
        Count(points, start);

        void Count(List<(int, IReadOnlyDictionary<string, string>)> points, IReadOnlyDictionary<string, string> start)
        {
            var done = Look(folder);
            foreach (var (count, left) in points)
            {
                var point = Difference(left, start) is null ? KillPoint.Before
                    : Difference(left, done) is null ? KillPoint.After : KillPoint.During;
                Kills.AddRange(Enumerable.Repeat((step.Name, point), count));
            }
        }
    }

    private void Check(KillStep step, string[] command, End end, IReadOnlyDictionary<string, string> expected)
    {
        if (end.Code == Refused && step.IsRefusedWhenDone && Difference(Look(folder), expected) is null)
            Refusals++; // it was killed after all was done
        else
            Require(end, command);
    }

    private End[] RunAll(KillStep step, TimeSpan?[] moments)
    {
        var runs = step.Commands.Zip(moments, (command, moment) => Task.Factory.StartNew(
            () => Run(folder, command, moment), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return Task.WhenAll([.. runs]).GetAwaiter().GetResult();
    }

    private static End Run(string folder, string[] command, TimeSpan? moment)
    {
        var start = new ProcessStartInfo("dotnet", [Tool, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0"; // starts faster
        start.Environment["TMPDIR"] = Path.Combine(folder, "tmp");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExit(moment ?? Patience);
        var time = watch.Elapsed;
        if (!ended)
            process.Kill();
        process.WaitForExit();
        return ended || moment is not null
            ? new End(process.ExitCode, error.GetAwaiter().GetResult(), time)
            : throw new InvalidOperationException($"'{string.Join(' ', command)}' did not end within {Patience}.");
    }

    /// <summary>What the folder holds for a reader, found out on a copy: the old run as a whole, or the new one.</summary>
    private void RequireOldOrNew(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> expected)
    {
        var copy = Path.Combine(folder, "tmp", Invariant($"copy-{_history.Count}"));
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "run"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, "run", Path.GetRelativePath(Path.Combine(folder, "run"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        RunFolder.Recover(Path.Combine(copy, "run"));
        var found = Runs(Look(copy));
        if (Difference(found, Runs(old)) is not null && Difference(found, Runs(expected)) is { } difference)
            throw new InvalidOperationException($"The run is neither the old nor the new one: {difference}");
    }

    private static Dictionary<string, string> Runs(IReadOnlyDictionary<string, string> entries) => entries
        .Where(entry => entry.Key.StartsWith("run/", StringComparison.Ordinal) && !entry.Key.EndsWith('/')
            && entry.Key != "run/plan.json" && !entry.Key.StartsWith("run/parts/", StringComparison.Ordinal)
            && !entry.Key.StartsWith("run/.tercet-partial", StringComparison.Ordinal)).ToDictionary();

    private static Dictionary<string, string> Beside(IReadOnlyDictionary<string, string> entries) =>
        entries.Where(entry => entry.Key.StartsWith("older/", StringComparison.Ordinal)).ToDictionary();

    /// <summary>All files and folders with the hash of their content, without the cache.</summary>
    private static Dictionary<string, string> Look(string folder) =>
        Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Select(entry => (Path: entry, Name: Path.GetRelativePath(folder, entry)))
            .Where(entry => entry.Name.Split('/')[0] is not ("cache" or "tmp"))
            .ToDictionary(
                entry => Directory.Exists(entry.Path) ? entry.Name + "/" : entry.Name,
                entry => Directory.Exists(entry.Path) ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.Path))));

    private static string? Difference(IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> expected)
    {
        var text = new StringBuilder();
        foreach (var name in found.Keys.Union(expected.Keys).Order(StringComparer.Ordinal))
        {
            if (!expected.TryGetValue(name, out var content))
                text.Append(Invariant($" {name} is left."));
            else if (!found.TryGetValue(name, out var other))
                text.Append(Invariant($" {name} is missing."));
            else if (other != content)
                text.Append(Invariant($" {name} differs."));
        }
        return text.Length > 0 ? text.ToString().Trim() : null;
    }

    private static void Require(End end, string[] command) => Require(
        end.Code == 0 ? null : Invariant($"'{string.Join(' ', command)}' ended with {end.Code}: {end.Error.Trim()}"));

    private static void Require(string? fault)
    {
        if (fault is not null)
            throw new InvalidOperationException(fault);
    }

    /// <summary>How a process ended.</summary>
    private readonly record struct End(int Code, string Error, TimeSpan Time);
}
