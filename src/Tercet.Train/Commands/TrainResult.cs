using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.Torch.Training;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>The result of <see cref="TrainJob"/>.</summary>
internal sealed record TrainResult : TrainingOutcome
{
    public required string Encoder { get; init; }

    public required IReadOnlyList<EpochResult> Epochs { get; init; }

    public required int TrainingItems { get; init; }

    public required SplitBy SplitBy { get; init; }

    public required RetrievalResult? Validation { get; init; }

    /// <summary>What was trained, on what.</summary>
    public string Sentence => Invariant($"Trained {Encoder}: {Epochs.Count:N0} epochs of {Sequence()} from {TrainingItems:N0} items.");

    /// <summary>The monitor's verdict on all epochs.</summary>
    public string Health
    {
        get
        {
            var bad = Epochs.Where(epoch => epoch.Health != CollapseState.Healthy)
                .Select(epoch => Invariant($"{EpochText.Health(epoch.Health)} in epoch {epoch.Epoch + 1}")).ToList();
            return bad.Count == 0 ? "healthy throughout" : string.Join(", ", bad);
        }
    }

    /// <inheritdoc cref="TrainingOutcome.RunNotes"/>
    public IEnumerable<string> ReportNotes => RunNotes(OwnNotes());

    private EpochResult Last => Epochs[^1];

    private string Checkpoint => Path.Combine(Folder, TrainingFiles.Checkpoint(Last.Epoch));

    private IEnumerable<string> Files => FilesExcept(TrainingFiles.Training, TrainingFiles.Checkpoints);

    public override void Print(ProgressDisplay display)
    {
        Console.WriteLine();
        Console.WriteLine(Sentence);
        Console.WriteLine();
        ConsoleSummary.WritePairs([.. TrainingFigures(), .. ValidationFigures(), ("time", display.Times)]);
        ConsoleSummary.WriteNotes(AllNotes());
        ConsoleSummary.WriteFiles([.. Files, $"{Checkpoint}, and one for each epoch before"]);
        ConsoleSummary.WriteNext(Next(Folder));
    }

    public override string ToJson() => ConsoleSummary.ToJson(new JsonObject
    {
        ["run"] = Folder,
        ["files"] = ConsoleSummary.ToJsonArray(Files),
        ["checkpoint"] = Checkpoint,
        ["epochs"] = Epochs.Count,
        ["loss"] = Last.Metrics.Loss,
        ["active-fraction"] = Last.Metrics.ActiveFraction,
        ["accuracy"] = Last.Accuracy,
        ["hardness"] = Last.Hardness,
        ["mean-distance"] = Last.Metrics.Dispersion.MeanDistance,
        ["health"] = EnumNames.ToKebabCase(Last.Health),
        ["validation"] = ValidationReport.ToJson(Validation),
        ["notes"] = ConsoleSummary.ToJsonArray(AllNotes()),
    });

    private IEnumerable<(string Label, string Value)> TrainingFigures()
    {
        var (metrics, dispersion) = (Last.Metrics, Last.Metrics.Dispersion);
        yield return ("final loss", Invariant($"{metrics.Loss:0.0000}; loss at collapse {Options.Sequence.LossAtCollapse:0.00}"));
        yield return ("accuracy", Invariant($"{Last.Accuracy:0.0 %} of the last epoch's triplets"));
        yield return (
            "mean pairwise distance", Invariant($"{dispersion.MeanDistance:0.000}, effective rank ")
                + Invariant($"{dispersion.EffectiveRank:0.0}"));
        yield return ("health", Health);
    }

    private IEnumerable<(string Label, string Value)> ValidationFigures()
    {
        if (Validation is not { } result)
        {
            yield return ("validation", "none: nothing is held out (--test-ratio)");
            yield break;
        }
        yield return ("validation", Searched(result));
        foreach (var (k, recall) in result.RecallAt)
        {
            var rank = k == 1 ? "nearest" : $"among the {k} nearest";
            yield return (Invariant($"Recall@{k}"), Invariant($"{recall:0.0 %} have an item of their class {rank}"));
        }
        yield return ("MAP@R", Invariant($"{result.MapAtR:0.000}; R-precision {result.RPrecision:0.000}"));
    }

    /// <summary>What was searched for, in what.</summary>
    public string Searched(RetrievalResult result)
    {
        var held = SplitBy == SplitBy.Class ? "items of unseen classes" : "unseen items";
        var gallery = Record.Counts.CatalogItems is null ? "other held-out items" : "catalog items of these classes";
        return Invariant($"{result.Queries:N0} {held} among {result.Gallery:N0} {gallery}");
    }

    private string Sequence() => Options.Mining switch
    {
        TripletOptions { TripletsPerEpoch: var triplets } => Invariant($"{triplets:N0} triplets"),
        BatchOptions batches =>
            Invariant($"{Last.Batches:N0} batches of {batches.ClassesPerBatch} classes with {batches.SamplesPerClass} ")
                + Invariant($"items each"),
        _ => "",
    };

    private IEnumerable<string> AllNotes() => Notes(OwnNotes());

    private List<string> OwnNotes()
    {
        var notes = new List<string>();
        if (Epochs.Count < Options.Mining.Epochs)
            notes.Add(EndedEarly());
        if (Validation is { QueriesWithoutMatch: > 0 and var alone })
            notes.Add(Invariant($"{alone:N0} held-out items have no other item of their class to find and are not counted."));
        return notes;
    }

    private string EndedEarly()
    {
        var epochs = Invariant($"training ended after epoch {Epochs.Count} of {Options.Mining.Epochs}: the encoder has collapsed");
        return Options.OnCollapse == OnCollapse.Rescue
            ? epochs + ", and epochs of easier negatives did not bring it back. Choose a lower --cap or --learning-rate."
            : epochs + " (--on-collapse stop).";
    }

    /// <summary>Commands worth running next.</summary>
    /// <param name="folder">The folder of the run, as they name it.</param>
    public IEnumerable<(string Command, string Purpose)> Next(string folder)
    {
        var encoder = Path.Combine(folder, TrainingFiles.Encoder);
        if (Record.Encoder.TakesImages)
        {
            yield return (
                $"{Invocation.Tool} encode --encoder {Invocation.Quote(encoder)} --data … --out items.npy",
                "embeddings of any images by the trained encoder");
        }
        var events = Path.Combine(folder, "tensorboard");
        yield return ($"tensorboard --logdir {Invocation.Quote(events)}", "the curves, next to those of other training runs");
        yield return ($"{Invocation.Tool} compare …", "the same data and options, with several strategies");
    }
}
