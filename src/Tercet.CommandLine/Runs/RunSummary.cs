using System.Text.Json.Nodes;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>Prints a run: what it holds, how hard it is, what was skipped, and what to do next.</summary>
public static class RunSummary
{
    /// <summary>Prints a run that was just written, with its files and what to run next.</summary>
    internal static void PrintNew(
        string folder, RunManifest manifest, SequenceSummary train, IReadOnlyList<(string Label, string Value)> work)
    {
        Print(manifest, train);
        ConsoleSummary.WritePairs(work);
        ConsoleSummary.WriteFiles(manifest.Files.Append(RunFolder.ManifestName).Select(file => Path.Combine(folder, file)));
        ConsoleSummary.WriteNext(RunText.Next(folder, manifest));
    }

    /// <summary>Prints the summary statistics of a run.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="train">Its training sequence.</param>
    public static void Print(RunManifest manifest, SequenceSummary train)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(train);
        Console.WriteLine(RunText.Sentence(manifest));
        Console.WriteLine();
        ConsoleSummary.WritePairs([.. RunText.Hardness(manifest, train), .. RunText.Coverage(manifest, train)]);
        PrintTenths(train);
        ConsoleSummary.WriteNotes(RunText.Notes(manifest, train));
    }

    /// <summary>The summary for scripts.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="train">Its training sequence.</param>
    public static string ToJson(string folder, RunManifest manifest, SequenceSummary train)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(train);
        var batches = train.Batches > 0;
        return ConsoleSummary.ToJson(new JsonObject
        {
            ["run"] = folder,
            ["files"] = ConsoleSummary.ToJsonArray(manifest.Files.Append(RunFolder.ManifestName)),
            [manifest.Options.Mine] = manifest.Train.Count,
            [$"test-{manifest.Options.Mine}"] = manifest.Test?.Count ?? 0,
            ["target-hardness"] = train.MeanTarget,
            ["actual-hardness"] = train.MeanHardness,
            ["hardness-by-tenth-of-cycle"] = new JsonArray([.. train.Tenths.Select(tenth => new JsonObject
            {
                ["target"] = tenth.Target,
                ["actual"] = tenth.Actual,
                [batches ? "members" : "triplets"] = tenth.Count,
            })]),
            ["negative-nearer-than-positive"] = batches ? null : train.Violating,
            ["positives-at-distance-0"] = batches ? null : train.PositivesAtZero,
            ["negatives-at-distance-0"] = batches ? null : train.NegativesAtZero,
            [batches ? "classes" : "anchor-classes"] = train.Classes,
            [batches ? "times-per-class" : "anchors-per-class"] = new JsonArray(train.MinTimes, train.MaxTimes),
            ["notes"] = ConsoleSummary.ToJsonArray(RunText.Notes(manifest, train)),
        });
    }

    /// <summary>Hardness by tenths of the cycle, within 80 columns.</summary>
    private static void PrintTenths(SequenceSummary train)
    {
        static void Row(string label, IEnumerable<string> cells) =>
            Console.WriteLine($"  {label,-16}{string.Concat(cells.Select(cell => $"{cell,6}"))}");

        Row("along the cycle", Enumerable.Range(1, 10).Select(i => Invariant($"{i * 10}%")));
        if (train.MeanTarget is not null)
            Row("target hardness", train.Tenths.Select(tenth => Format(tenth.Target)));
        Row("actual hardness", train.Tenths.Select(tenth => Format(tenth.Actual)));
        Console.WriteLine();
    }

    private static string Format(double? value) => value is { } number ? Invariant($"{number:0.00}") : "–";
}
