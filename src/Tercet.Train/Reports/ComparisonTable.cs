using System.Globalization;
using System.Text;
using Spectre.Console;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>
/// One row per strategy: what it was given, means with standard deviations over the seeds, and the paired difference from a
/// reference.
/// </summary>
internal sealed class ComparisonTable
{
    private const string None = "–", Time = "time";
    private const int MinWidth = 132;

    private static readonly int[] ShownCutoffs = [1, 50];

    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];

    /// <summary>Makes the table.</summary>
    /// <param name="trials">The training runs.</param>
    /// <param name="reference">The strategy that the others are compared with.</param>
    public ComparisonTable(IReadOnlyList<Trial> trials, string reference)
    {
        var statistics = Statistics(trials).ToList();
        var others = trials.Where(trial => trial.Strategy == reference).ToDictionary(trial => trial.Seed);
        string[] difference = trials[0].Validation is null ? [] : ["difference"];
        _columns = ["strategy", "images", "steps", .. statistics.Select(statistic => statistic.Name), .. difference, "collapsed"];
        foreach (var group in trials.GroupBy(trial => trial.Strategy))
        {
            Trial[] runs = [.. group];
            var cells = statistics.Select(statistic => Cell(runs, statistic));
            var differences = difference.Select(_ => StrategyDifferences.Of(runs, others)?.ToString() ?? None);
            _rows.Add([group.Key, .. Budget(runs), .. cells, .. differences, Collapsed(runs)]);
        }
    }

    /// <summary>The headings.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The cells of each row, without times.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>The table as Markdown, without times, so that it is the same each time.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        Row(_columns);
        Row(_columns.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var row in _rows)
            Row(row);
        return text.ToString();
    }

    /// <summary>Prints the table.</summary>
    /// <param name="times">The mean time of a training run by strategy; those of resumed ones are unknown.</param>
    public void Print(IReadOnlyDictionary<string, TimeSpan> times)
    {
        var table = new Table { Border = TableBorder.Simple };
        string[] columns = [.. _columns, Time];
        for (var i = 0; i < columns.Length; i++)
        {
            table.AddColumn(new TableColumn(Markup.Escape(columns[i]))
            {
                NoWrap = true,
                Alignment = i == 0 ? Justify.Left : Justify.Right,
                Padding = new Padding(i == 0 ? 0 : 1, 0, 0, 0),
            });
        }
        foreach (var row in _rows)
        {
            var time = times.TryGetValue(row[0], out var span) ? Invariant($"{span.TotalSeconds:0.0} s") : None;
            table.AddRow([.. row.Append(time).Select(cell => Markup.Escape(cell.Replace(" ± ", "±", StringComparison.Ordinal)))]);
        }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(MinWidth, console.Profile.Width);
        console.Write(table);
    }

    private static IEnumerable<Statistic> Statistics(IReadOnlyList<Trial> trials)
    {
        yield return new Statistic("final loss", false, trial => trial.Last?.Metrics.Loss);
        yield return new Statistic("accuracy", false, trial => trial.Last?.Accuracy);
        if (trials[0].Validation is not { } validation)
            yield break;
        foreach (var k in ShownCutoffs.Where(validation.RecallAt.ContainsKey))
            yield return new Statistic(Invariant($"Recall@{k}"), true, trial => trial.Validation!.RecallAt[k]);
        if (trials.Any(trial => DiffersFromRecall(trial.Validation!)))
            yield return new Statistic("MAP@R", true, trial => trial.Validation!.MapAtR);
    }

    /// <summary>Where each query has one item to find, MAP@R is Recall@1.</summary>
    private static bool DiffersFromRecall(RetrievalResult result) => result.MapAtR != result.RecallAt[1];

    /// <summary>Images that passed through the encoder, and steps of the optimizer; means over the seeds.</summary>
    private static string[] Budget(Trial[] trials) => trials[0].Epochs.Count == 0
        ? [None, None]
        :
        [
            trials.Average(trial => trial.Images).ToString("N0", CultureInfo.InvariantCulture),
            trials.Average(trial => trial.Epochs.Sum(epoch => epoch.Batches)).ToString("N0", CultureInfo.InvariantCulture),
        ];

    private static string Cell(Trial[] trials, Statistic statistic)
    {
        string Format(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
        double[] values = [.. trials.Select(statistic.Of).OfType<double>()];
        if (values.Length == 0)
            return None;
        var mean = values.Average();
        if (values.Length == 1 || !statistic.HasDeviation)
            return Format(mean);
        return $"{Format(mean)} ± {Format(Spread.Of(values))}";
    }

    /// <summary>Epochs that ended in a collapse, of all epochs of the strategy.</summary>
    private static string Collapsed(Trial[] trials)
    {
        var epochs = trials.Sum(trial => trial.Epochs.Count);
        var collapsed = trials.Sum(trial => trial.Epochs.Count(epoch => epoch.Health == CollapseState.Collapsed));
        return epochs == 0 ? None : Invariant($"{collapsed} of {epochs}");
    }

    /// <param name="Name">The column.</param>
    /// <param name="HasDeviation">Whether its standard deviation is shown.</param>
    /// <param name="Of">The value of a training run; null for a baseline that has none.</param>
    private sealed record Statistic(string Name, bool HasDeviation, Func<Trial, double?> Of);
}
