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

    /// <summary>The mean time of a training run by strategy; without those of an earlier command.</summary>
    public required IReadOnlyDictionary<string, TimeSpan> Times { get; init; }

    public required string Reference { get; init; }

    public required SplitBy SplitBy { get; init; }

    /// <summary>Commands worth running next.</summary>
    public static IReadOnlyList<(string Command, string Purpose)> Next { get; } =
    [
        ($"{Invocation.Tool} train --strategy … --out RUN", "the strategy of your choice, with checkpoints and the trained encoder"),
    ];

    /// <summary>What the table shows: how much was trained first, then the columns.</summary>
    public IEnumerable<string> Explanation => Explain();

    /// <inheritdoc cref="TrainingOutcome.RunNotes"/>
    public IEnumerable<string> ReportNotes => RunNotes();

    private IEnumerable<string> Files => FilesExcept(TrainingFiles.Comparison, TrainingFiles.TrialFolder);

    public override void Print(ProgressDisplay display)
    {
        Console.WriteLine();
        Table.Print(Times);
        foreach (var line in Explanation)
            Console.WriteLine(line);
        Console.WriteLine();
        ConsoleSummary.WritePairs([("time", display.Times)]);
        ConsoleSummary.WriteNotes(Notes());
        var last = Path.Combine(Folder, TrainingFiles.TrialOf(Trials[^1].Strategy, Trials[^1].Seed));
        ConsoleSummary.WriteFiles([.. Files, $"{last}, and one for each training run before"]);
        ConsoleSummary.WriteNext(Next);
    }

    public override string ToJson() => ConsoleSummary.ToJson(new JsonObject
    {
        ["run"] = Folder,
        ["files"] = ConsoleSummary.ToJsonArray(Files),
        ["baselines"] = new JsonArray([.. Trials.Where(trial => trial.Last is null).Select(ToJson)]),
        ["trials"] = new JsonArray([.. Trials.Where(trial => trial.Last is not null).Select(ToJson)]),
    });

    private static JsonObject ToJson(Trial trial)
    {
        var result = new JsonObject { ["strategy"] = trial.Strategy, ["seed"] = trial.Seed };
        if (trial.Last is { } last)
        {
            result["images"] = trial.Images;
            result["loss"] = last.Metrics.Loss;
            result["accuracy"] = last.Accuracy;
            result["mean-distance"] = last.Metrics.Dispersion.MeanDistance;
            result["health"] = EnumNames.ToKebabCase(last.Health);
        }
        result["validation"] = ValidationReport.ToJson(trial.Validation);
        return result;
    }

    private IEnumerable<string> Explain()
    {
        var mining = (TripletOptions)Options.Mining;
        var batches = Record.Options.Mining.ClassesPerBatch is null ? "" : ", or as many images in batches";
        var seeds = Record.Options.Seeds > 1 ? Invariant($"; mean ± standard deviation of {Record.Options.Seeds} seeds") : "";
        yield return Invariant($"{mining.Epochs} epochs of {mining.TripletsPerEpoch:N0} triplets each{batches}{seeds}.");
        yield return "accuracy: triplets of the last epoch with the positive nearer than the negative.";
        yield return "collapsed: epochs after which the encoder no longer retrieved a sample of its training items.";
        if (Trials[0].Validation is not { } validation)
            yield break;
        var held = SplitBy == SplitBy.Class ? "items of unseen classes" : "held-out items";
        yield return Invariant($"Recall@K: fraction of {validation.Queries:N0} {held} with an item of their class among the K ")
            + Invariant($"nearest of {validation.Gallery:N0}.");
        if (Record.Options.Seeds > 1)
        {
            yield return $"difference: of Recall@1 from {Reference}, mean over paired seeds ± half of its 95 % confidence interval (t);";
            yield return "n.s.: not significant, the interval contains 0.";
        }
        yield return "inputs, hog, untrained: the inputs, the built-in descriptor and the encoder before training, as they are.";
    }
}
