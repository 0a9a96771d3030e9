using System.Text.Json;
using Tercet.Cli;
using Tercet.Torch.Training;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>What <c>tercet train</c> did.</summary>
internal sealed record TrainResult
{
    public required string Folder { get; init; }
    public required TrainingRecord Record { get; init; }
    public required string Encoder { get; init; }
    public required TrainingOptions Options { get; init; }
    public required IReadOnlyList<EpochResult> Epochs { get; init; }
    public required int TrainingItems { get; init; }
    public required RetrievalResult? Validation { get; init; }
    public required string? Note { get; init; }

    private EpochResult Last => Epochs[^1];

    private IEnumerable<string> Files =>
        Record.Files.Where(name => !name.StartsWith("checkpoints/", StringComparison.Ordinal)).Append(TrainingFiles.Training.Record)
            .Select(name => Path.Combine(Folder, name)).Where(File.Exists);

    public void Print(ProgressDisplay display)
    {
        Console.WriteLine();
        Console.WriteLine(Invariant($"Trained {Encoder}: {Epochs.Count:N0} epochs of {Sentence()} from {TrainingItems:N0} items."));
        Console.WriteLine();
        RunSummary.PrintPairs([.. Figures(), ("time", display.Times)]);
        foreach (var note in Notes())
            Console.WriteLine($"note: {note}");
        foreach (var file in Files)
            Console.WriteLine($"  {file}");
        Console.WriteLine(Invariant($"  {Path.Combine(Folder, TrainingFiles.Checkpoint(Last.Epoch))}, and one for each epoch before"));
        Console.WriteLine();
        Console.WriteLine("Next:");
        foreach (var (command, purpose) in Next())
            Console.WriteLine($"  {RunSummary.AsInvoked(command)}\n      {purpose}");
    }

    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["run"] = Folder,
            ["files"] = Files,
            ["checkpoint"] = Path.Combine(Folder, TrainingFiles.Checkpoint(Last.Epoch)),
            ["epochs"] = Epochs.Count,
            ["loss"] = Last.Metrics.Loss,
            ["active-share"] = Last.Metrics.ActiveFraction,
            ["accuracy"] = Last.Accuracy,
            ["hardness"] = Last.Hardness,
            ["mean-distance"] = Last.Metrics.Spread.MeanDistance,
            ["health"] = EnumNames.ToKebabCase(Last.Health),
            ["validation"] = Validation is null ? null : ValidationReport.Of(Validation),
            ["notes"] = Notes(),
        },
        RunSummary.Indented);

    private IEnumerable<(string Label, string Value)> Figures()
    {
        yield return ("last loss", Invariant($"{Last.Metrics.Loss:0.0000}; {Options.Sequence.LossAtCollapse:0.00} is what a single point would have"));
        yield return ("right in training", Invariant($"{Last.Accuracy:0.0 %} of the last epoch's triplets"));
        yield return ("spread", Invariant($"{Last.Metrics.Spread.MeanDistance:0.000} between two embeddings on average, in {Last.Metrics.Spread.EffectiveRank:0.0} directions"));
        yield return ("health", Health());
        if (Validation is not { } result)
        {
            yield return ("validation", "none: nothing is held out (--test-ratio)");
            yield break;
        }
        var held = Options.Mining.SplitBy == SplitBy.Class ? "items of unseen classes" : "unseen items";
        var gallery = Record.Counts.CatalogItems is null ? "other items held out" : "catalog items of these classes";
        yield return ("validation", Invariant($"{result.Queries:N0} {held} among {result.Gallery:N0} {gallery}"));
        foreach (var (k, recall) in result.RecallAt)
            yield return (Invariant($"Recall@{k}"), Invariant($"{recall:0.0 %} have one of their class {(k == 1 ? "nearest" : $"among the {k} nearest")}"));
        yield return ("MAP@R", Invariant($"{result.MapAtR:0.000}; R-precision {result.RPrecision:0.000}"));
    }

    private string Sentence() => Options.Mining switch
    {
        TripletOptions { Triplets: var triplets } => Invariant($"{triplets:N0} triplets"),
        BatchOptions batches => Invariant($"{Last.Batches:N0} batches of {batches.ClassesPerBatch} classes with {batches.SamplesPerClass} items each"),
        _ => "",
    };

    private string Health()
    {
        var bad = Epochs.Where(epoch => epoch.Health != CollapseState.Healthy)
            .Select(epoch => Invariant($"{EnumNames.ToKebabCase(epoch.Health).Replace('-', ' ')} in epoch {epoch.Epoch + 1}")).ToList();
        return bad.Count == 0 ? "healthy throughout" : string.Join(", ", bad);
    }

    private IEnumerable<string> Notes()
    {
        foreach (var skip in Record.Skipped)
            yield return Invariant($"{skip.What}: {skip.Count:N0}; {skip.Why}.");
        if (Validation is { QueriesWithoutMatch: > 0 and var alone })
            yield return Invariant($"{alone:N0} items held out have none of their class to find; no figure counts them.");
        if (Note is not null)
            yield return Note + ".";
    }

    private IEnumerable<(string Command, string Purpose)> Next()
    {
        var encoder = Path.Combine(Folder, TrainingFiles.Encoder);
        if (File.Exists(encoder) && Record.Encoder.TakesImages)
            yield return ($"tercet encode --encoder {RunFacts.Quote(encoder)} --data … --out items.npy", "embeddings of any images by the trained encoder");
        yield return ($"tensorboard --logdir {RunFacts.Quote(Path.Combine(Folder, "tensorboard"))}", "the curves, beside those of other trainings");
        yield return ("tercet compare …", "the same data and options, by several strategies");
    }
}
