using System.Text.Json.Nodes;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>Prints a run: what it holds, how hard it is, what was left out, and what to do next.</summary>
public static class RunSummary
{
    /// <summary>A run that was just written: its figures, what it took, its files, and what to do next.</summary>
    public static void PrintNew(string folder, RunManifest manifest, SequenceSummary train, IReadOnlyList<(string Label, string Value)> work)
    {
        PrintFigures(manifest, train);
        ConsoleSummary.WritePairs(work);
        ConsoleSummary.WriteFiles(manifest.Files.Append(RunFolder.ManifestName).Select(file => Path.Combine(folder, file)));
        ConsoleSummary.WriteNext(RunText.Next(folder, manifest));
    }

    public static void PrintFigures(RunManifest manifest, SequenceSummary train)
    {
        Console.WriteLine(RunText.Sentence(manifest));
        Console.WriteLine();
        ConsoleSummary.WritePairs([.. RunText.Hardness(manifest, train), .. RunText.Coverage(manifest, train)]);
        PrintTenths(train);
        var notes = RunText.Notes(manifest, train).ToList();
        ConsoleSummary.WriteNotes(notes);
        if (notes.Count > 0)
            Console.WriteLine();
    }

    /// <summary>The summary for scripts.</summary>
    public static string ToJson(string folder, RunManifest manifest, SequenceSummary train)
    {
        var batches = train.Batches > 0;
        return ConsoleSummary.ToJson(new JsonObject
        {
            ["run"] = folder,
            ["files"] = ConsoleSummary.ToJsonArray(manifest.Files.Append(RunFolder.ManifestName)),
            [manifest.Options.As] = manifest.Train.Count,
            [$"test-{manifest.Options.As}"] = manifest.Test?.Count ?? 0,
            ["target-hardness"] = train.MeanTarget,
            ["actual-hardness"] = train.MeanHardness,
            ["hardness-by-tenth-of-cycle"] = new JsonArray([.. train.Tenths.Select(tenth => new JsonObject
            {
                ["target"] = tenth.Asked,
                ["actual"] = tenth.Got,
                [batches ? "members" : "triplets"] = tenth.Count,
            })]),
            ["negative-nearer-than-positive"] = batches ? null : train.Violating,
            [batches ? "classes" : "anchor-classes"] = train.Classes,
            [batches ? "times-per-class" : "anchors-per-class"] = new JsonArray(train.FewestTimes, train.MostTimes),
            ["notes"] = ConsoleSummary.ToJsonArray(RunText.Notes(manifest, train)),
        });
    }

    /// <summary>Hardness by tenths of the cycle, within 80 columns.</summary>
    private static void PrintTenths(SequenceSummary train)
    {
        void Row(string label, IEnumerable<string> cells) => Console.WriteLine($"  {label,-16}{string.Concat(cells.Select(cell => $"{cell,6}"))}");
        Row("along the cycle", Enumerable.Range(1, 10).Select(i => Invariant($"{i * 10}%")));
        if (train.MeanTarget is not null)
            Row("hardness asked", train.Tenths.Select(tenth => Format(tenth.Asked)));
        Row("hardness got", train.Tenths.Select(tenth => Format(tenth.Got)));
        Console.WriteLine();
    }

    private static string Format(double? value) => value is { } number ? Invariant($"{number:0.00}") : "–";
}
