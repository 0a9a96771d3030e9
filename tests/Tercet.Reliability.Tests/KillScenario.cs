using System.Globalization;
using SkiaSharp;
using static System.FormattableString;

namespace Tercet.Reliability.Tests;

/// <summary>A command of a scenario, or several that run at once: it is killed and repeated until it succeeds.</summary>
/// <param name="Name">The name in the summary.</param>
/// <param name="Commands">The command lines.</param>
internal sealed record KillStep(string Name, params string[][] Commands)
{
    /// <summary>Whether the command, repeated once its result is complete, is refused: it overwrites nothing.</summary>
    public bool IsRefusedWhenDone { get; init; }
}

/// <summary>
/// Commands that are killed, one after the other, in a folder of their own: the run is <c>run</c>, the cache <c>cache</c>, the
/// data are in <c>../data</c>, and an older run is in <c>older</c>.
/// </summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Reference">The commands of an undisturbed run.</param>
/// <param name="Steps">The commands that are killed; which parts run in which order, and which at once, is random.</param>
internal sealed record KillScenario(string Name, string[][] Reference, Func<Random, IEnumerable<KillStep>> Steps)
{
    /// <summary>Whether <c>run</c> holds the older run before.</summary>
    public bool IsOverOlder { get; init; }

    private static readonly string[] Items = ["--data", "../data/items.csv", "--embeddings", "../data/items.npy"];

    private static readonly string[] Images = ["--data", "../data/images.csv", "--images", "../data/images", "--cache", "cache"];

    private static readonly string[] Catalog =
        [.. Items, "--catalog", "../data/catalog.csv", "--catalog-embeddings", "../data/catalog.npy"];

    private static readonly string[] Out = ["--quiet", "--out", "run"];

    private static readonly string[] Triplets = [.. Catalog, "--triplets", "10000", "--format", "csv", "--no-report", .. Out];

    private static readonly string[] Reported = [.. Items, "--triplets", "3000", "--split", "item", .. Out];

    private static readonly string[] Batches = [.. Items, "--mine", "batches", "--epochs", "4", "--no-report", .. Out];

    private static readonly string[] Merge = ["merge", "run", "--quiet"];

    /// <summary>A run that is in the way, or beside.</summary>
    public static string[] Older { get; } = ["mine", .. Items, "--triplets", "500", "--seed", "7", "--no-report"];

    /// <summary>All scenarios.</summary>
    public static IReadOnlyList<KillScenario> All { get; } =
    [
        Whole("mine", "mine", Triplets),
        Whole("mine with a report", "mine", Reported),
        Whole("mine --mine batches", "mine, batches", Batches),
        new("mine --force", [["mine", .. Triplets]], _ => [new KillStep("mine --force", ["mine", .. Triplets, "--force"])])
        {
            IsOverOlder = true,
        },
        Resumed("mine --resume", "mine --resume", Reported, 0),
        Resumed("mine --resume, batches", "mine --resume, batches", Batches, 0),
        Resumed("plan, mine --resume", "mine --resume", Triplets, 6),
        Resumed("plan, mine --resume, with a report", "mine --resume", Reported, 3),
        Resumed("plan, mine --resume, batches", "mine --resume, batches", Batches, 6),
        Resumed("plan, mine --resume --force", "mine --resume --force", [.. Triplets, "--force"], 6) with { IsOverOlder = true },
        Resumed("mine --resume --force, batches", "mine --resume --force", [.. Batches, "--force"], 0) with
        {
            IsOverOlder = true,
        },
        Parted("plan, part, merge", "", Triplets, 6),
        Parted("plan, part, merge, with a report", "", Reported, 4),
        Parted("plan, part, merge, batches", ", batches", Batches, 5),
        Parted("plan, part, merge --force", "", [.. Triplets, "--force"], 5) with { IsOverOlder = true },
        new(
            "plan, part, merge and mine --resume", [["mine", .. Triplets]],
            random =>
            [
                .. Parts(random, "", Triplets, 4), new("merge", Merge), new("mine --resume", ["mine", .. Triplets, "--resume"]),
            ]),
        Embeddings("plan --encode, part, merge", []),
        Embeddings("plan --encode --no-cache, part, merge", ["--no-cache"]),
        Encoded("encode", []),
        Encoded("encode --encoder pixels", ["--encoder", "pixels"]),
    ];

    /// <summary>Writes the data that all scenarios read.</summary>
    public static void WriteData(TempFolder folder)
    {
        WriteItems(folder, "data/items", 2000);
        WriteItems(folder, "data/catalog", 300);
        const int Images = 300, Size = 48;
        var random = new Random(1);
        using var bitmap = new SKBitmap(Size, Size);
        for (var i = 0; i < Images; i++)
        {
            for (var pixel = 0; pixel < Size * Size; pixel++)
                bitmap.SetPixel(pixel % Size, pixel / Size, new SKColor((uint)random.Next() | 0xFF000000));
            folder.Write(Invariant($"data/images/{i}.png"), bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        }
        folder.Write(
            "data/images.csv", string.Concat(Enumerable.Range(0, Images).Select(i => Invariant($"{i}.png\n")).Prepend("file\n")));
    }

    private static void WriteItems(TempFolder folder, string name, int count)
    {
        const int Classes = 150, Dimensions = 32;
        var (centers, random) = (new Random(2), new Random(count));
        var center = Enumerable.Range(0, Classes * Dimensions).Select(_ => centers.NextSingle()).ToArray();
        folder.Write(name + ".csv", string.Concat(Enumerable.Range(0, count)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}.png,c{i % Classes}\n")).Prepend("file,class\n")));
        using var npy = new NpyWriter(folder[name + ".npy"], count, Dimensions);
        for (var row = 0; row < count; row++)
        {
            var own = center.AsSpan(row % Classes * Dimensions, Dimensions).ToArray();
            npy.WriteRow(row, [.. own.Select(value => value + random.NextSingle() * 0.8f)]);
        }
        npy.Complete();
    }

    private static KillScenario Whole(string name, string step, string[] options) => new(
        name, [["mine", .. options]], _ => [new(step, ["mine", .. options]) { IsRefusedWhenDone = true }]);

    private static KillScenario Resumed(string name, string step, string[] options, int parts)
    {
        KillStep resume = new(step, ["mine", .. options, "--resume"]);
        return new KillScenario(
            name, [["mine", .. options]], _ => parts == 0 ? [resume] : [Plan(parts, options), resume]);
    }

    private static KillScenario Parted(string name, string suffix, string[] options, int parts) => new(
        name, [["mine", .. options]], random => [.. Parts(random, suffix, options, parts), new("merge" + suffix, Merge)]);

    private static KillScenario Embeddings(string name, string[] more)
    {
        string[] plan = ["plan", "--encode", .. more.Length > 0 ? Images[..4] : Images, .. more, "--parts", "5", .. Out];
        string[][] parts = [.. Enumerable.Range(0, 5).Select(Part)];
        return new KillScenario(
            name, [plan, .. parts, Merge],
            random =>
            [
                new("plan --encode", plan), .. AtOnce(random, "part of embeddings", parts), new("merge of embeddings", Merge),
            ]);
    }

    private static KillScenario Encoded(string name, string[] options)
    {
        string[] encode = ["encode", .. Images, .. options, "--quiet", "--out", "run.npy"];
        return new KillScenario(name, [encode], _ => [new("encode", encode) { IsRefusedWhenDone = true }]);
    }

    private static KillStep Plan(int parts, string[] options) => new(
        options.Contains("batches") ? "plan, batches" : "plan", ["plan", .. options, "--parts", Invariant($"{parts}")]);

    private static IEnumerable<KillStep> Parts(Random random, string suffix, string[] options, int parts) =>
        AtOnce(random, "part" + suffix, [.. Enumerable.Range(0, parts).Select(Part)]).Prepend(Plan(parts, options));

    private static string[] Part(int number) => ["part", "run", Invariant($"{number}"), "--quiet"];

    /// <summary>Parts in random order: one alone, twice the same at once, or up to three at once.</summary>
    private static List<KillStep> AtOnce(Random random, string name, string[][] parts)
    {
        var left = new Queue<string[]>(parts.OrderBy(_ => random.Next()));
        var steps = new List<KillStep>();
        while (left.TryDequeue(out var part))
        {
            List<string[]> commands = [part];
            var how = random.Next(3);
            if (how == 1)
                commands.Add(part);
            while (how == 2 && commands.Count < 3 && left.TryDequeue(out var other))
                commands.Add(other);
            steps.Add(new KillStep(name, [.. commands]));
        }
        return steps;
    }
}
