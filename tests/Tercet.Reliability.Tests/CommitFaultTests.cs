using System.Collections.Concurrent;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>
/// Every command that writes, disturbed at every call that changes names or flushes: afterwards the target holds the old files
/// as a whole or the new ones, and the same command succeeds. By default the calls of mining are disturbed; with
/// TERCET_FAULTS=all those of every command, with TERCET_FAULTS="train;compare" those of the named ones.
/// </summary>
public sealed class CommitFaultTests : IDisposable
{
    private const int MaxOfKind = 60; // the demo unpacks 4,000 images

    private static readonly string? Chosen = Environment.GetEnvironmentVariable("TERCET_FAULTS");

    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "Tercet.Cli.dll");
    private static readonly string Trainer = Path.Combine(AppContext.BaseDirectory, "tercet-train.dll");

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly TempFolder _folder = new();
    private readonly SmallData _data;

    public CommitFaultTests() => _data = new SmallData(_folder);

    public static TheoryData<string, Fault> Cases
    {
        get
        {
            var cases = new TheoryData<string, Fault>();
            var chosen = Chosen is null ? Names[..2] : Names.Where(name => Chosen == "all" || Chosen.Split(';').Contains(name));
            foreach (var name in chosen)
            {
                cases.Add(name, Fault.Kill);
                cases.Add(name, Fault.Error);
            }
            return cases;
        }
    }

    private static string[] Names =>
    [
        "mine --no-report", "mine --no-report --force", "mine", "mine --force", "mine over batches", "mine images", "batches",
        "batches --force", "demo", "encode", "encode --force", "plot", "plot again", "train", "train --force", "compare",
        "compare --force", "plan", "plan --force", "part", "part of batches", "merge", "merge over a run", "merge of embeddings",
        "mine --resume", "plan, mine --resume", "mine --resume --force",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_disturbed_command_leaves_the_old_or_the_new_and_succeeds_when_repeated(string name, Fault fault)
    {
        Assert.SkipWhen(FaultInjection.Unavailable is not null, FaultInjection.Unavailable ?? "");
        var scenario = Create(name);
        var (old, complete) = (Target("old", scenario), Target("complete", scenario));
        scenario.Prepare(old);
        scenario.Prepare(complete);
        scenario.Repeat(complete);
        var (before, after) = (Scenario.Read(old), Scenario.Read(complete));

        var faults = new ConcurrentQueue<string>();
        var disturbed = 0;
        Parallel.ForEach(FaultInjection.Calls, Parallelism, calls =>
        {
            for (var number = 1; number <= MaxOfKind; number++)
            {
                var call = (calls, number);
                var target = Target(Invariant($"{calls.Split(',')[0][1..]}-{number}"), scenario);
                if (!Disturb(scenario, fault, call, target, before, after, faults))
                    break;
                Interlocked.Increment(ref disturbed);
            }
        });
        TestContext.Current.SendDiagnosticMessage(Invariant($"{name}, {fault}: {disturbed} calls disturbed"));
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
        Assert.True(disturbed > 3, Invariant($"only {disturbed} calls were disturbed"));
    }

    /// <summary>Disturbs one call; whether there was one.</summary>
    private static bool Disturb(
        Scenario scenario, Fault fault, (string Kind, int Number) call, string target, IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after, ConcurrentQueue<string> faults)
    {
        void Report(string what) => faults.Enqueue(Invariant($"{scenario.Name}, {fault} at call {call}: {what}"));
        scenario.Prepare(target);
        var (exit, error, injected) = FaultInjection.Run(
            fault, call.Kind, call.Number, target + ".log", Path.GetDirectoryName(target)!,
            scenario.For(target, scenario.Arguments));
        if (!injected)
            return false;
        if (error.Contains("Unhandled", StringComparison.Ordinal))
            Report($"a crash: {error}");
        var found = Scenario.ReadCopy(target, target + ".copy");
        if (!Same(found, before) && !Same(found, after) && !scenario.IsWholePart(target + ".copy", found, before))
            Report($"left {string.Join(' ', found.Keys)}");
        if (exit == 0 && !Same(found, after))
            Report("succeeded without having written everything");
        if (exit == 0 || (scenario.Extension.Length > 0 && Same(found, after)))
            return true; // a single file that is complete under its name is not overwritten
        try
        {
            scenario.Repeat(target);
            if (!Same(Scenario.Read(target), after))
                Report("the repeated command wrote something else");
            var (unfinished, empty) = Leftovers(target);
            if (unfinished)
                Report("unfinished files are left");
            if (empty)
                Report("an empty folder is left");
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or InvalidInputException or IOException)
        {
            Report($"{e.Message} (after {error.TrimEnd()})");
        }
        return true;
    }

    /// <summary>Whether there are unfinished files in a folder, or empty folders.</summary>
    private static (bool Unfinished, bool Empty) Leftovers(string target) => Directory.Exists(target)
        ? (Directory.GetFileSystemEntries(target, "*" + DurableFile.PartialSuffix, Everywhere) is not [],
            Directory.GetDirectories(target).Any(folder => Directory.GetFileSystemEntries(folder) is []))
        : (false, false);

    private static bool Same(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b) =>
        a.Count == b.Count && a.All(file => b.GetValueOrDefault(file.Key) == file.Value);

    private string Target(string name, Scenario scenario)
    {
        var folder = Directory.CreateDirectory(_folder[Path.Combine("targets", name)]).FullName;
        return Path.Combine(folder, "out" + scenario.Extension);
    }

    private Scenario Create(string name)
    {
        string[] mine =
        [
            "mine", .. _data.Options, "--triplets", "20", "--cycles", "2", "--test-ratio", "0.3", "--quiet", "--out", "OUT",
        ];
        string[] bare = [.. mine, "--no-report"];
        string[] batches =
            ["mine", .. _data.Options, "--mine", "batches", "--classes-per-batch", "3", "--quiet", "--out", "OUT"];
        string[] images =
        [
            "mine", .. _data.Images, "--triplets", "20", "--cycles", "2", "--cache", "OUT.cache", "--quiet", "--out", "OUT",
        ];
        string[] encode = ["encode", .. _data.Images, "--no-cache", "--quiet", "--out", "OUT"];
        string[] train =
        [
            "train", .. _data.Options, "--epochs", "2", "--triplets", "12", "--quiet", "--threads", "1", "--test-ratio", "0.3",
            "--out", "OUT",
        ];
        string[] compare =
        [
            "compare", .. _data.Options, "--epochs", "1", "--triplets", "12", "--seeds", "2", "--strategies", "random,hardest",
            "--quiet", "--test-ratio", "0.3", "--out", "OUT",
        ];
        // The name of the folder is part of a plan, and so relative here.
        string[] parted = ["mine", .. _data.Options, "--triplets", "20", "--no-report", "--quiet", "--out", "out"];
        string[] plan = ["plan", .. parted[1..], "--parts", "3"];
        string[] planBatches =
            ["plan", .. _data.Options, "--mine", "batches", "--classes-per-batch", "3", "--quiet", "--out", "out"];
        string[] planImages = ["plan", "--encode", .. _data.Images, "--no-cache", "--parts", "3", "--quiet", "--out", "out"];
        string[] merge = ["merge", "out", "--quiet"];
        string[][] parts = [.. Enumerable.Range(0, 3).Select(Part)];
        static string[] Part(int number) => ["part", "out", Invariant($"{number}"), "--quiet"];
        return name switch
        {
            "plan" => new Scenario(name, Tool, plan),
            "plan --force" => new Scenario(name, Tool, [.. plan, "--force"]) { Setup = [[.. plan, "--seed", "1"], parts[0]] },
            "part" => new Scenario(name, Tool, parts[1], plan) { InParts = true },
            "part of batches" => new Scenario(name, Tool, parts[0], planBatches) { InParts = true },
            "merge" => new Scenario(name, Tool, merge) { Setup = [plan, .. parts] },
            "merge over a run" => new Scenario(name, Tool, merge)
            {
                Setup = [[.. parted, "--format", "csv"], [.. plan, "--force"], .. parts],
            },
            "merge of embeddings" => new Scenario(name, Tool, merge) { Setup = [planImages, .. parts] },
            "mine --resume" => new Scenario(name, Tool, [.. parted, "--resume"]) { InParts = true },
            "plan, mine --resume" => new Scenario(name, Tool, [.. parted, "--resume"], plan) { InParts = true },
            "mine --resume --force" => new Scenario(
                name, Tool, [.. parted, "--resume", "--force"], [.. parted, "--format", "csv", "--seed", "1"])
            {
                InParts = true,
            },
            "mine --no-report" => new Scenario(name, Tool, bare),
            "mine --no-report --force" => new Scenario(
                name, Tool, [.. bare, "--force"], [.. bare, "--format", "csv", "--seed", "1"]),
            "mine" => new Scenario(name, Tool, mine),
            "mine --force" => new Scenario(name, Tool, [.. mine, "--force"], [.. mine, "--format", "csv", "--seed", "1"]),
            "mine over batches" => new Scenario(name, Tool, [.. mine, "--force"], batches),
            "mine images" => new Scenario(name, Tool, images),
            "batches" => new Scenario(name, Tool, batches),
            "batches --force" => new Scenario(name, Tool, [.. batches, "--force"], mine),
            "demo" => new Scenario(name, Tool, ["demo", "--out", "OUT"]),
            "encode" => new Scenario(name, Tool, encode) { Extension = ".npy" },
            "encode --force" => new Scenario(name, Tool, [.. encode, "--force"], [.. encode, "--encoder", "pixels"])
            {
                Extension = ".npy",
            },
            "plot" => new Scenario(name, Tool, ["plot", "--out", "OUT"]) { Extension = ".png" },
            "plot again" => new Scenario(name, Tool, ["plot", "--out", "OUT"], ["plot", "--cap", "0.5", "--out", "OUT"])
            {
                Extension = ".png",
            },
            "train" => new Scenario(name, Trainer, train) { InSteps = true },
            "train --force" => new Scenario(name, Trainer, [.. train, "--force"], [.. train, "--seed", "1"]) { InSteps = true },
            "compare" => new Scenario(name, Trainer, compare) { InSteps = true },
            _ => new Scenario(name, Trainer, [.. compare, "--force"], [.. compare, "--triplets", "16"]) { InSteps = true },
        };
    }
}
