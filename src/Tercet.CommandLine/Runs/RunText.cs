using System.Text.Json;
using Tercet.CommandLine.Findings;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>Describes a run in words, for the terminal and the report alike.</summary>
public static class RunText
{
    /// <summary>What the run holds, and what it was mined from.</summary>
    /// <param name="manifest">The run's manifest.</param>
    internal static string Sentence(RunManifest manifest)
    {
        var (train, options, counts) = (manifest.Train, manifest.Options, manifest.Counts);
        var product = (train.Batches, counts.Pairs) switch
        {
            (null, _) => options.Negatives is { } negatives ? Invariant($"triplets, up to {negatives} per step") : "triplets",
            (_, null) => Invariant($"batches of {options.ClassesPerBatch} classes with {options.SamplesPerClass} items each"),
            _ => Invariant($"batches of {options.ClassesPerBatch} pairs"),
        };
        var isSlice = options.Steps is { } steps && steps != new StepRange(0, train.TotalSteps).ToString();
        var slice = isSlice ? Invariant($" (steps {options.Steps} of {train.TotalSteps:N0})") : "";
        var test = manifest.Test is { Count: var testSteps }
            ? Invariant($" and {testSteps:N0} test {Steps(train.Batches is not null, testSteps)}")
            : "";
        return Invariant($"{train.Count:N0} {product}{slice}{test}, from {Source(counts)}, {counts.Dimensions:N0} dimensions.");
    }

    private static string Source(ManifestCounts counts)
    {
        if (counts.Pairs is { } pairs)
            return Invariant($"{pairs:N0} pairs of {counts.CatalogItems:N0} queries and {counts.Items:N0} passages");
        var catalog = counts.CatalogItems is { } items ? Invariant($" and a catalog of {items:N0}") : "";
        return Invariant($"{counts.Items:N0} items of {counts.Classes:N0} classes{catalog}");
    }

    /// <summary>Target and actual hardness.</summary>
    internal static IEnumerable<(string Label, string Value)> Hardness(RunManifest manifest, SequenceSummary train)
    {
        // Target and actual hardness share their unit on the range scale, and where the target is an end of every scale.
        var otherScale = !OwnScale.IsRecorded(manifest.Options.Selector);
        var targetUnit = otherScale ? $", on the {manifest.Options.Selector} scale" : "";
        var actualUnit = otherScale && train.MeanTarget is not null ? ", relative to the range of distances" : "";
        yield return ("target hardness", train.MeanTarget is { } target
            ? Invariant($"{target:0.000} on average{targetUnit}")
            : "none: the strategy has no target");
        yield return ("actual hardness", Invariant($"{train.MeanHardness:0.000} on average{actualUnit}"));
        if (train.Batches > 0)
            yield break;
        var share = 100.0 * train.Violating / train.Count;
        yield return ("negative nearer than positive", Invariant($"{train.Violating:N0} triplets, {share:0.0} %"));
    }

    /// <summary>The few numbers that matter most.</summary>
    /// <param name="manifest">The run's manifest.</param>
    /// <param name="train">Its training sequence.</param>
    /// <param name="own">The same with hardness on the run's own scale; null where that is the recorded one, or not known.</param>
    internal static IEnumerable<(string Label, string Value)> KeyFigures(
        RunManifest manifest, SequenceSummary train, SequenceSummary? own)
    {
        var batches = train.Batches > 0;
        var scale = own is null ? "" : $", {manifest.Options.Selector} scale";
        yield return (Steps(batches, manifest.Train.Count), Invariant($"{manifest.Train.Count:N0}"));
        if (train.MeanTarget is { } target && (own is not null || OwnScale.IsRecorded(manifest.Options.Selector)))
            yield return ("target hardness" + scale, Invariant($"{target:0.000}"));
        yield return ("actual hardness" + scale, Invariant($"{(own ?? train).MeanHardness:0.000}"));
        if (!batches)
            yield return ("negative nearer than positive", Reports.Html.Percent(train.Violating, train.Count));
        yield return (
            Served(batches, manifest.Counts.Pairs is not null),
            Invariant($"{train.Classes:N0} of {manifest.Train.AnchorClasses:N0}"));
    }

    /// <summary>How often classes and items serve.</summary>
    internal static IEnumerable<(string Label, string Value)> Coverage(RunManifest manifest, SequenceSummary train)
    {
        var batches = train.Batches > 0;
        var times = (train.MinTimes, train.MaxTimes) switch
        {
            (1, 1) => "once each",
            var (least, most) when least == most => Invariant($"{most:N0} times each"),
            var (least, most) => Invariant($"{least:N0} to {most:N0} times each"),
        };
        var ofPairs = manifest.Counts.Pairs is not null;
        yield return (
            Served(batches, ofPairs),
            Invariant($"{train.Classes:N0} of {manifest.Train.AnchorClasses:N0}, {times}"));
        yield return batches ? ("groups", Groups(manifest.Options, ofPairs ? "pair" : "class")) : ("candidates", Candidates(manifest));
        if (manifest.Encoder is { } encoder)
            yield return ("embeddings", encoder.Description);
        if (manifest.Test is { } test)
            yield return ("test split", ofPairs
                ? Invariant($"{test.Classes:N0} {(batches ? "pairs" : "queries")}, {test.Items:N0} passages to search")
                : Invariant($"{test.Items:N0} items of {test.Classes:N0} classes"));
    }

    /// <summary>What was skipped, and what a reader should know.</summary>
    internal static IEnumerable<string> Notes(RunManifest manifest, SequenceSummary train)
    {
        foreach (var skip in manifest.Skipped)
            yield return Describe(skip);
        foreach (var note in manifest.Notes ?? [])
            yield return note;
        if (SharedGroups(manifest.Counts) is { } shared)
            yield return shared;
        if (train.PositivesAtZero > 0 || train.NegativesAtZero > 0)
            yield return AtZero(train, manifest.Counts.Pairs is null ? "image" : "text");
        foreach (var input in manifest.Inputs.Where(input => input.Encoding is not (null or "utf-8")))
            yield return $"{input.Path} is not UTF-8; it was read as {input.Encoding}.";
        if (manifest.Train.PoolError is { } error)
        {
            yield return Invariant($"Candidates came from pools of {manifest.Options.CandidatePool:N0}: compared with all ")
                + Invariant($"items, hardness differs by {error.Mean:0.000} on average and {error.Largest:0.000} at most ")
                + Invariant($"(measured on {error.Sampled:N0} triplets).");
        }
    }

    /// <summary>Says what a distance of 0 comes from: a duplicate, or embeddings that do not tell classes apart.</summary>
    private static string AtZero(SequenceSummary train, string item)
    {
        var (positives, negatives) = (train.PositivesAtZero, train.NegativesAtZero);
        var counts = Invariant($"at distance 0 from their anchor: {positives:N0} positives, {negatives:N0} negatives; ");
        if (negatives == train.Count)
            return counts + "the embeddings are all equal, or nearly.";
        return counts + (negatives == 0
            ? $"the same {item} is both, perhaps because it is on both sides."
            : $"the same {item} is both, or the encoder gives different ones the same embedding. --duplicates exclude rules such "
                + "negatives out.");
    }

    /// <summary>Warns where groups are on both sides of the split; null where none is.</summary>
    /// <param name="counts">The counts of the data.</param>
    public static string? SharedGroups(ManifestCounts counts) => counts?.SharedGroups is not { } shared ? null
        : Invariant($"{shared:N0} {(shared == 1 ? "group has" : "groups have")} items in both training and test split, so that what is ")
            + "tested was partly seen; --split group keeps groups together.";

    /// <summary>What was skipped, how often and why.</summary>
    /// <param name="skip">An entry of a manifest.</param>
    public static string Describe(SkippedCount skip)
    {
        ArgumentNullException.ThrowIfNull(skip);
        return Invariant($"{skip.What}: {skip.Count:N0}; {skip.Why}.");
    }

    /// <summary>Every option of a run.</summary>
    /// <param name="manifest">The run's manifest.</param>
    public static IEnumerable<(string Label, string Value)> Options(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        using var json = JsonDocument.Parse(manifest.ToJson());
        return [.. Flatten("", json.RootElement.GetProperty("options"))];
    }

    /// <summary>Commands worth running next.</summary>
    internal static IEnumerable<(string Command, string Purpose)> Next(string folder, RunManifest manifest)
    {
        yield return (
            $"{Invocation.Tool} view {Invocation.Quote(folder)}", "the whole run in a browser, and which labels are doubtful");
        yield return ($"{Invocation.Tool} inspect {Invocation.Quote(folder)}", "summary statistics of this run");
        yield return (
            $"{Invocation.Tool} plot {Invocation.Quote(folder)} OTHER-RUN --out compare.png", "overlay of several runs");
        var (product, order) = manifest.Train.Batches is null
            ? ("triplets", "feed them in order, unshuffled")
            : ("batches", "one row per item; the rows of a step are a batch; feed them in order, unshuffled");
        var file = Path.Combine(folder, manifest.Train.File).Replace('\\', '/');
        var read = Path.GetExtension(file) switch
        {
            ".parquet" => $"read_parquet(\"{file}\")",
            ".csv" => $"read_csv(\"{file}\", keep_default_na=False)",
            _ => $"read_json(\"{file}\", lines=True)",
        };
        yield return ($"pandas.{read}", $"the {product} in Python: {order}");
    }

    private static string Served(bool batches, bool ofPairs) => (batches, ofPairs) switch
    {
        (true, true) => "pairs in batches",
        (true, false) => "classes in batches",
        (false, true) => "queries as anchor",
        _ => "classes as anchor",
    };

    private static string Steps(bool batches, long count) => (batches, count) switch
    {
        (true, 1) => "batch",
        (true, _) => "batches",
        (false, 1) => "triplet",
        _ => "triplets",
    };

    private static string Groups(ManifestOptions options, string unit)
    {
        var units = unit == "class" ? "classes" : unit + "s";
        var size = options.GroupSize == options.ClassesPerBatch ? "one per batch" : Invariant($"of {options.GroupSize} {units}");
        var members = options.Selector == NegativeSelector.Random.Identity ? $"random {units}" : "those at its target hardness";
        return $"{size}: a seed {unit} and, of the {units} left in the pass, {members}";
    }

    private static string Candidates(RunManifest manifest)
    {
        var filters = new List<string>();
        if (manifest.Inputs.Any(input => input.Role == "exclude"))
            filters.Add("excluded pairs");
        if (manifest.Options.GroupColumn is not null)
            filters.Add("its group");
        if (manifest.Options.MinDistance > 0)
            filters.Add(Invariant($"candidates nearer than {manifest.Options.MinDistance}"));
        if (manifest.Options.CandidatePool is { } pool)
            filters.Add(Invariant($"all but {pool:N0} drawn per step"));
        filters.AddRange(Bounds(manifest.Options));
        var rest = string.Concat(filters.Select(filter => ", " + filter));
        return manifest.Counts.Pairs is null
            ? Invariant($"the {manifest.Train.Items:N0} items of the {manifest.Train.Classes:N0} training classes, ")
                + (manifest.Options.Match is null ? $"excluding the anchor's class{rest}" : $"excluding those that share a label{rest}")
            : Invariant($"the {manifest.Train.Items:N0} passages, excluding positives of the query{rest}");
    }

    /// <summary>What bounds on negatives exclude.</summary>
    private static IEnumerable<string> Bounds(ManifestOptions options)
    {
        var positive = options.Against switch
        {
            "mean" => "the mean of the positives",
            "most" => "the most similar positive",
            _ => "the least similar positive",
        };
        if (options.SkipNearest is { } fraction)
            yield return Invariant($"the nearest {100 * fraction:0.###} %");
        if (options.Ranks is { } ranks)
            yield return $"ranks other than {ranks}";
        if (options.MaxSimilarity is { } max)
            yield return Invariant($"those more similar than {max}");
        if (options.MarginToPositive is { } margin)
            yield return Invariant($"those not {margin} less similar than {positive}");
        if (options.RatioToPositive is { } ratio)
            yield return Invariant($"those above {100 * ratio:0.###} % of the similarity of {positive}");
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
