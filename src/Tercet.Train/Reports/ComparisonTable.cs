using System.Globalization;
using System.Text;
using Spectre.Console;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>One row per strategy: means, with standard deviations over the seeds where there are several.</summary>
internal sealed class ComparisonTable
{
    private const int MinWidth = 110;

    /// <summary>Maximum number of columns that fit with spaces around the sign of deviations.</summary>
    private const int MaxSpacedColumns = 7;

    private static readonly int[] ShownCutoffs = [1, 50];

    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];

    public ComparisonTable(IReadOnlyList<Trial> trials)
    {
        var statistics = Statistics(trials).ToList();
        _columns = ["strategy", .. statistics.Select(statistic => statistic.Name), "collapsed"];
        foreach (var group in trials.GroupBy(trial => trial.Strategy))
        {
            var cells = statistics.Select(statistic => Cell([.. group.Select(statistic.Of)], statistic.Format));
            _rows.Add([group.Key, .. cells, Collapsed([.. group])]);
        }
    }

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

    public void Print()
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var i = 0; i < _columns.Length; i++)
        {
            table.AddColumn(new TableColumn(Markup.Escape(_columns[i]))
            {
                NoWrap = true,
                Alignment = i == 0 ? Justify.Left : Justify.Right,
                Padding = new Padding(i == 0 ? 0 : 1, 0, 0, 0),
            });
        }
        var sign = _columns.Length > MaxSpacedColumns ? "±" : " ± ";
        foreach (var row in _rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(cell.Replace(" ± ", sign, StringComparison.Ordinal)))]);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(MinWidth, console.Profile.Width);
        console.Write(table);
    }

    private static IEnumerable<(string Name, string Format, Func<Trial, double> Of)> Statistics(IReadOnlyList<Trial> trials)
    {
        yield return ("final loss", "0.000", trial => trial.Epochs[^1].Metrics.Loss);
        yield return ("accuracy", "0.00", trial => trial.Epochs[^1].Accuracy);
        if (trials[0].Validation is { } validation)
        {
            foreach (var k in ShownCutoffs.Where(validation.RecallAt.ContainsKey))
                yield return (Invariant($"Recall@{k}"), "0.00", trial => trial.Validation!.RecallAt[k]);
            if (trials.Any(trial => DiffersFromRecall(trial.Validation!)))
                yield return ("MAP@R", "0.00", trial => trial.Validation!.MapAtR);
        }
        yield return ("mean pairwise distance", "0.00", trial => trial.Epochs[^1].Metrics.Dispersion.MeanDistance);
    }

    /// <summary>Where each query has one item to find, MAP@R is Recall@1.</summary>
    private static bool DiffersFromRecall(RetrievalResult result) => result.MapAtR != result.RecallAt[1];

    private static string Cell(double[] values, string format)
    {
        string Format(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        var mean = values.Average();
        if (values.Length == 1)
            return Format(mean);
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return $"{Format(mean)} ± {Format(deviation)}";
    }

    /// <summary>Epochs that ended in a collapse, of all epochs of the strategy.</summary>
    private static string Collapsed(Trial[] trials)
    {
        var collapsed = trials.Sum(trial => trial.Epochs.Count(epoch => epoch.Health == CollapseState.Collapsed));
        return Invariant($"{collapsed} of {trials.Sum(trial => trial.Epochs.Count)}");
    }
}
