using System.Text.Json;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>What there is to say of a run, in words, for the terminal and for the page alike.</summary>
public static class RunText
{
    public static string Sentence(RunManifest manifest)
    {
        var test = manifest.Test is null ? "" : Invariant($" and {manifest.Test.Count:N0} for the test");
        var what = manifest.Train.Batches is null ? "triplets" : Invariant($"batches of {manifest.Options.ClassesPerBatch} classes with {manifest.Options.SamplesPerClass} items each");
        var catalog = manifest.Counts.CatalogItems is { } items ? Invariant($" and a catalog of {items:N0}") : "";
        var slice = manifest.Options.Steps == new StepRange(0, manifest.Train.TotalSteps).ToString() ? "" : Invariant($" (steps {manifest.Options.Steps} of {manifest.Train.TotalSteps:N0})");
        return Invariant($"{manifest.Train.Count:N0} {what}{slice}{test}, from {manifest.Counts.Items:N0} items of {manifest.Counts.Classes:N0} classes{catalog}, {manifest.Counts.Dimensions:N0} dimensions.");
    }

    public static IEnumerable<(string Label, string Value)> Hardness(RunManifest manifest, SequenceSummary train)
    {
        // Elsewhere than on the range scale, the two are not in the same units.
        var other = manifest.Options.Strategy == "sequence" && manifest.Options.Scale != "range";
        yield return ("hardness asked", train.MeanTarget is { } asked ? Invariant($"{asked:0.000} on average{(other ? $", on the {manifest.Options.Scale} scale" : "")}") : "none: the strategy has no target");
        yield return ("hardness got", Invariant($"{train.MeanHardness:0.000} on average{(other ? ", of the range of distances" : "")}"));
        if (train.Batches == 0)
            yield return ("negative nearer than positive", Invariant($"{train.Violating:N0} triplets, {100.0 * train.Violating / train.Count:0.0} %"));
    }

    public static IEnumerable<(string Label, string Value)> Coverage(RunManifest manifest, SequenceSummary train)
    {
        var times = (train.FewestTimes, train.MostTimes) switch
        {
            (1, 1) => "once each",
            var (fewest, most) when fewest == most => Invariant($"{most:N0} times each"),
            var (fewest, most) => Invariant($"{fewest:N0} to {most:N0} times each"),
        };
        yield return (train.Batches > 0 ? "classes in batches" : "classes as anchor", Invariant($"{train.Classes:N0} of {manifest.Train.AnchorClasses:N0}, {times}"));
        if (train.Batches > 0)
            yield return ("groups", Groups(manifest.Options));
        else
            yield return ("candidates", Invariant($"the {manifest.Train.Items:N0} items of the {manifest.Train.Classes:N0} training classes, less each anchor's own class{Filters(manifest)}"));
        if (manifest.Encoder is { } encoder)
            yield return ("embeddings", encoder.Description);
        if (manifest.Test is { } test)
            yield return ("test split", Invariant($"{test.Items:N0} items of {test.Classes:N0} classes"));
    }

    /// <summary>What was left out, and what a reader should know.</summary>
    public static IEnumerable<string> Notes(RunManifest manifest, SequenceSummary train)
    {
        foreach (var skip in manifest.Skipped)
            yield return Invariant($"{skip.What}: {skip.Count:N0}; {skip.Why}.");
        if (train.PositivesAtZero > 0)
            yield return Invariant($"positives at distance 0 from their anchor: {train.PositivesAtZero:N0}; the same image is both, perhaps since it stands in the catalog and in the data.");
        foreach (var input in manifest.Inputs.Where(input => input.Encoding is not (null or "utf-8")))
            yield return $"{input.Path} is not UTF-8; it was read as {input.Encoding}.";
        if (manifest.Train.PoolError is { } error)
            yield return Invariant($"Candidates came from pools of {manifest.Options.Pool:N0}: among all items, hardness differs by {error.Mean:0.000} on average, {error.Largest:0.000} at most (on {error.Sampled:N0} triplets).");
    }

    public static IEnumerable<(string Label, string Value)> Options(RunManifest manifest)
    {
        using var json = JsonDocument.Parse(manifest.ToJson());
        return [.. Flatten("", json.RootElement.GetProperty("options"))];
    }

    public static IEnumerable<(string Command, string Purpose)> Next(string folder, RunManifest manifest)
    {
        yield return ($"tercet inspect {Invocation.Quote(folder)}", "the run in figures");
        yield return ($"tercet plot {Invocation.Quote(folder)} OTHER-RUN --out compare.png", "runs laid over each other");
        var (rows, order) = manifest.Train.Batches is null ? ("triplets", "feed them in order, unshuffled") : ("batches", "a row an item: those of a step are a batch, in order, unshuffled");
        var file = Path.Combine(folder, manifest.Train.File).Replace('\\', '/');
        var read = Path.GetExtension(file) switch
        {
            ".parquet" => $"read_parquet(\"{file}\")",
            ".csv" => $"read_csv(\"{file}\")",
            _ => $"read_json(\"{file}\", lines=True)",
        };
        yield return ($"pandas.{read}", $"the {rows} in Python: {order}");
    }

    private static string Groups(ManifestOptions options)
    {
        var size = options.Group == options.ClassesPerBatch ? "a batch each" : Invariant($"of {options.Group} classes");
        return $"{size}: the class that opens one is joined by {(options.Strategy == "random" ? "any" : "those at the asked hardness for it")} of the classes that the pass has left";
    }

    private static string Filters(RunManifest manifest)
    {
        var filters = new List<string>();
        if (manifest.Inputs.Any(input => input.Role == "exclude"))
            filters.Add("excluded pairs");
        if (manifest.Options.GroupColumn is not null)
            filters.Add("its group");
        if (manifest.Options.MinDistance > 0)
            filters.Add(Invariant($"what is nearer than {manifest.Options.MinDistance}"));
        if (manifest.Options.Pool is { } pool)
            filters.Add(Invariant($"all but {pool:N0} drawn for each step"));
        return string.Concat(filters.Select(filter => ", " + filter));
    }

    private static IEnumerable<(string, string)> Flatten(string prefix, JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in Flatten(property.Name + " ", property.Value))
                    yield return inner;
            }
            else
            {
                yield return (prefix + property.Name, property.Value.ToString());
            }
        }
    }
}
