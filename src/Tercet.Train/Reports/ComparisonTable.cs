using System.Text;
using Spectre.Console;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>A row a strategy: mean, and standard deviation over its seeds where there are several.</summary>
internal sealed class ComparisonTable
{
    private const int Width = 100;

    /// <summary>Columns that fit into the width with spaces around the sign of deviations.</summary>
    private const int MostSpacious = 7;

    private static readonly int[] ShownCutoffs = [1, 50];

    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];

    public ComparisonTable(IReadOnlyList<Trial> trials)
    {
        var figures = Figures(trials).ToList();
        _columns = ["strategy", .. figures.Select(figure => figure.Name), "collapsed"];
        foreach (var group in trials.GroupBy(trial => trial.Strategy))
            _rows.Add([group.Key, .. figures.Select(figure => Cell([.. group.Select(figure.Of)], figure.Format)), Collapsed([.. group])]);
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
        foreach (var (name, i) in _columns.Select((name, i) => (name, i)))
            table.AddColumn(new TableColumn(Markup.Escape(name)) { NoWrap = true, Alignment = i == 0 ? Justify.Left : Justify.Right, Padding = new Padding(i == 0 ? 0 : 1, 0, 0, 0) });
        foreach (var row in _rows)
            table.AddRow([.. row.Select(cell => Markup.Escape(_columns.Length > MostSpacious ? cell.Replace(" ± ", "±", StringComparison.Ordinal) : cell))]);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = Math.Max(Width, console.Profile.Width);
        console.Write(table);
    }

    private static IEnumerable<(string Name, string Format, Func<Trial, double> Of)> Figures(IReadOnlyList<Trial> trials)
    {
        yield return ("last loss", "0.000", trial => trial.Epochs[^1].Metrics.Loss);
        yield return ("right", "0.00", trial => trial.Epochs[^1].Accuracy);
        if (trials[0].Validation is { } validation)
        {
            foreach (var k in ShownCutoffs.Where(validation.RecallAt.ContainsKey))
                yield return (Invariant($"R@{k}"), "0.00", trial => trial.Validation!.RecallAt[k]);
            if (trials.Any(trial => SaysMore(trial.Validation!)))
                yield return ("MAP@R", "0.00", trial => trial.Validation!.MapAtR);
        }
        yield return ("spread", "0.00", trial => trial.Epochs[^1].Metrics.Spread.MeanDistance);
    }

    /// <summary>Where each query has one item to find, MAP@R is Recall@1.</summary>
    private static bool SaysMore(RetrievalResult result) => result.MapAtR != result.RecallAt[1];

    private static string Cell(double[] values, string format)
    {
        string Format(double value) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        var mean = values.Average();
        return values.Length == 1
            ? Format(mean)
            : $"{Format(mean)} ± {Format(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)))}";
    }

    /// <summary>Epochs that ended in a collapse, of all that the strategy had.</summary>
    private static string Collapsed(Trial[] trials) =>
        Invariant($"{trials.Sum(trial => trial.Epochs.Count(epoch => epoch.Health == CollapseState.Collapsed))} of {trials.Sum(trial => trial.Epochs.Count)}");
}
