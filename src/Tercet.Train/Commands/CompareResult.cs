using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.Torch.Comparison;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>The result of <see cref="CompareJob"/>.</summary>
internal sealed record CompareResult : TrainingOutcome
{
    public required IReadOnlyList<Trial> Trials { get; init; }

    public required ComparisonTable Table { get; init; }

    public required SplitBy SplitBy { get; init; }

    private IEnumerable<string> Files => FilesExcept(TrainingFiles.Comparison, TrainingFiles.TrialFolder);

    public override void Print(ProgressDisplay display)
    {
        Console.WriteLine();
        Table.Print();
        foreach (var line in Explanation())
            Console.WriteLine(line);
        Console.WriteLine();
        ConsoleSummary.WritePairs([("time", display.Times)]);
        ConsoleSummary.WriteNotes(Notes());
        var last = Path.Combine(Folder, TrainingFiles.TrialOf(Trials[^1].Strategy, Trials[^1].Seed));
        ConsoleSummary.WriteFiles([.. Files, $"{last}, and one for each training run before"]);
        ConsoleSummary.WriteNext(
        [
            ($"{Invocation.Tool} train --strategy … --out RUN",
                "the strategy of your choice, with checkpoints and the trained encoder"),
        ]);
    }

    public override string ToJson() => ConsoleSummary.ToJson(new JsonObject
    {
        ["run"] = Folder,
        ["files"] = ConsoleSummary.ToJsonArray(Files),
        ["trials"] = new JsonArray([.. Trials.Select(ToJson)]),
    });

    private static JsonObject ToJson(Trial trial) => new()
    {
        ["strategy"] = trial.Strategy,
        ["seed"] = trial.Seed,
        ["loss"] = trial.Epochs[^1].Metrics.Loss,
        ["accuracy"] = trial.Epochs[^1].Accuracy,
        ["mean-distance"] = trial.Epochs[^1].Metrics.Dispersion.MeanDistance,
        ["health"] = EnumNames.ToKebabCase(trial.Epochs[^1].Health),
        ["validation"] = ValidationReport.ToJson(trial.Validation),
    };

    private IEnumerable<string> Explanation()
    {
        var mining = (TripletOptions)Options.Mining;
        var batches = Record.Options.Mining.ClassesPerBatch is null ? "" : ", or as many images in batches";
        var seeds = Record.Options.Seeds > 1 ? Invariant($"; mean ± standard deviation of {Record.Options.Seeds} seeds") : "";
        yield return Invariant($"{mining.Epochs} epochs of {mining.TripletsPerEpoch:N0} triplets each{batches}{seeds}.");
        yield return "accuracy: triplets of the last epoch with the positive nearer than the negative.";
        yield return "collapsed: epochs after which the encoder had collapsed to (nearly) a single point.";
        if (Trials[0].Validation is not { } validation)
            yield break;
        var held = SplitBy == SplitBy.Class ? "items of unseen classes" : "held-out items";
        yield return Invariant($"Recall@K: fraction of {validation.Queries:N0} {held} with an item of their class among the K ")
            + Invariant($"nearest of {validation.Gallery:N0}.");
    }
}
