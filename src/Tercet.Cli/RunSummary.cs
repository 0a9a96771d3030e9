using System.Text.Json;
using static System.FormattableString;

namespace Tercet.Cli;

/// <summary>Prints a run: what it holds, how hard it is, what was left out, and what to do next.</summary>
internal static class RunSummary
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A run that was just written: its figures, what it took, its files, and what to do next.</summary>
    public static void PrintNew(string folder, RunManifest manifest, SequenceSummary train, IReadOnlyList<(string Label, string Value)> work)
    {
        PrintFigures(manifest, train);
        PrintPairs(work);
        foreach (var file in manifest.Files.Append(RunFolder.ManifestName))
            Console.WriteLine($"  {Path.Combine(folder, file)}");
        Console.WriteLine();
        Console.WriteLine("Next:");
        foreach (var (command, purpose) in RunFacts.Next(folder, manifest))
            Console.WriteLine($"  {AsInvoked(command)}\n      {purpose}");
    }

    public static void PrintFigures(RunManifest manifest, SequenceSummary train)
    {
        Console.WriteLine(RunFacts.Sentence(manifest));
        Console.WriteLine();
        PrintPairs([.. RunFacts.Hardness(manifest, train), .. RunFacts.Coverage(manifest, train)]);
        PrintTenths(train);
        var notes = RunFacts.Notes(manifest, train).ToList();
        foreach (var note in notes)
            Console.WriteLine($"note: {note}");
        if (notes.Count > 0)
            Console.WriteLine();
    }

    /// <summary>A command line as it works from here: the tool by its name where it is installed, else through the project.</summary>
    public static string AsInvoked(string command)
    {
        if (!command.StartsWith("tercet ", StringComparison.Ordinal))
            return command;
        var arguments = command["tercet ".Length..];
        var project = HandOver.Commands.ContainsKey(arguments.Split(' ')[0]) ? "src/Tercet.Train" : "src/Tercet.Cli";
        var tool = Path.GetFileNameWithoutExtension(Environment.ProcessPath);
        // The other tool has its name wherever it runs from.
        return tool == "tercet" || (tool == HandOver.Tool && !Directory.Exists(project)) ? command : $"dotnet run -c Release --project {project} -- {arguments}";
    }

    public static string ToJson(string folder, RunManifest manifest, SequenceSummary train) => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["run"] = folder,
            ["files"] = manifest.Files.Append(RunFolder.ManifestName),
            [manifest.Options.As] = manifest.Train.Count,
            [$"test-{manifest.Options.As}"] = manifest.Test?.Count ?? 0,
            ["hardness-asked"] = train.MeanTarget,
            ["hardness-got"] = train.MeanHardness,
            ["hardness-by-tenth-of-cycle"] = train.Tenths.Select(tenth => new Dictionary<string, object?> { ["asked"] = tenth.Asked, ["got"] = tenth.Got, [train.Batches > 0 ? "classes-joined" : "triplets"] = tenth.Count }),
            ["negative-nearer-than-positive"] = train.Batches > 0 ? null : train.Violating,
            [train.Batches > 0 ? "classes" : "anchor-classes"] = train.Classes,
            [train.Batches > 0 ? "times-a-class" : "anchors-a-class"] = new[] { train.FewestTimes, train.MostTimes },
            ["notes"] = RunFacts.Notes(manifest, train),
        },
        Indented);

    /// <summary>Two columns, the second wrapped by the terminal.</summary>
    public static void PrintPairs(IReadOnlyList<(string Label, string Value)> pairs)
    {
        var width = pairs.Max(pair => pair.Label.Length);
        foreach (var (label, value) in pairs)
            Console.WriteLine($"  {label.PadRight(width)}  {value}");
        Console.WriteLine();
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
