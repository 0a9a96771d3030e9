using System.Text.Json;
using Tercet.Cli;
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
        RunSummary.PrintPairs([("time", display.Times)]);
        foreach (var note in Record.Skipped.Select(skip => Invariant($"{skip.What}: {skip.Count:N0}; {skip.Why}.")).Concat(Note is null ? [] : [Note + "."]))
            Console.WriteLine($"note: {note}");
        foreach (var file in Files)
            Console.WriteLine($"  {file}");
        Console.WriteLine(Invariant($"  {Path.Combine(Folder, TrainingFiles.TrialOf(Trials[^1].Strategy, Trials[^1].Seed))}, and one for each training before"));
        Console.WriteLine();
        Console.WriteLine("Next:");
        Console.WriteLine($"  {RunSummary.AsInvoked("tercet train --strategy … --out RUN")}\n      the strategy of your choice, with checkpoints and the trained encoder");
    }

    public string ToJson() => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["run"] = Folder,
            ["files"] = Files,
            ["trials"] = Trials.Select(trial => new Dictionary<string, object?>
            {
                ["strategy"] = trial.Strategy,
                ["seed"] = trial.Seed,
                ["loss"] = trial.Epochs[^1].Metrics.Loss,
                ["accuracy"] = trial.Epochs[^1].Accuracy,
                ["mean-distance"] = trial.Epochs[^1].Metrics.Spread.MeanDistance,
                ["health"] = EnumNames.ToKebabCase(trial.Epochs[^1].Health),
                ["validation"] = trial.Validation is null ? null : ValidationReport.Of(trial.Validation),
            }),
        },
        RunSummary.Indented);

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
