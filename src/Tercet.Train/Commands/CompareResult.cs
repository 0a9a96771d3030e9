using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.Torch.Comparison;
using Tercet.Torch.Training;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>What <c>tercet compare</c> did.</summary>
internal sealed record CompareResult
{
    public required string Folder { get; init; }
    public required TrainingRecord Record { get; init; }
    public required TrainingOptions Options { get; init; }
    public required IReadOnlyList<Trial> Trials { get; init; }
    public required ComparisonTable Table { get; init; }
    public required string? Note { get; init; }

    private IEnumerable<string> Files =>
        Record.Files.Where(name => !name.StartsWith("trials/", StringComparison.Ordinal)).Append(TrainingFiles.Comparison.Record).Select(name => Path.Combine(Folder, name));

    public void Print(ProgressDisplay display)
    {
        Console.WriteLine();
        Table.Print();
        foreach (var line in Explanation())
            Console.WriteLine(line);
        Console.WriteLine();
        ConsoleSummary.WritePairs([("time", display.Times)]);
        ConsoleSummary.WriteNotes(
            Record.Skipped.Select(skip => Invariant($"{skip.What}: {skip.Count:N0}; {skip.Why}.")).Concat(Note is null ? [] : [Note + "."]));
        var last = Path.Combine(Folder, TrainingFiles.TrialOf(Trials[^1].Contender, Trials[^1].Seed));
        ConsoleSummary.WriteFiles([.. Files, $"{last}, and one for each training run before"]);
        ConsoleSummary.WriteNext(
            [("tercet train --strategy … --out RUN", "the strategy of your choice, with checkpoints and the trained encoder")]);
    }

    public string ToJson() => ConsoleSummary.ToJson(new JsonObject
    {
        ["run"] = Folder,
        ["files"] = ConsoleSummary.ToJsonArray(Files),
        ["trials"] = new JsonArray([.. Trials.Select(trial => new JsonObject
        {
            ["strategy"] = trial.Contender,
            ["seed"] = trial.Seed,
            ["loss"] = trial.Epochs[^1].Signs.Loss,
            ["accuracy"] = trial.Epochs[^1].Accuracy,
            ["mean-distance"] = trial.Epochs[^1].Signs.Spread.MeanDistance,
            ["health"] = EnumNames.ToKebabCase(trial.Epochs[^1].Health),
            ["validation"] = ValidationReport.ToJson(trial.Validation),
        })]),
    });

    private IEnumerable<string> Explanation()
    {
        var mining = Options.Mining;
        yield return Invariant($"{mining.Epochs} epochs of {((TripletOptions)mining).Triplets:N0} triplets each{(Record.Options.Mining.ClassesPerBatch is null ? "" : ", or as many images in batches")}{(Record.Options.Seeds > 1 ? Invariant($"; mean ± standard deviation of {Record.Options.Seeds} seeds") : "")}.");
        yield return "right: triplets of the last epoch with the positive nearer than the negative. spread: mean distance of two embeddings.";
        yield return "collapsed: epochs after which everything was mapped to nearly one point, of all.";
        if (Trials[0].Validation is { } validation)
            yield return Invariant($"R@K: {validation.Queries:N0} items of {(mining.SplitBy == SplitBy.Class ? "unseen classes" : "the test split")} with one of their class among the K nearest of {validation.Gallery:N0}.");
    }
}
