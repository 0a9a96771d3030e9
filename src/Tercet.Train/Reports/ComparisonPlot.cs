using Tercet.CommandLine.Reports;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>Several strategies over the epochs, each the mean of its seeds.</summary>
internal static class ComparisonPlot
{
    /// <summary>The panel that gives way to Recall@1 where something is held out: all curves of it look alike.</summary>
    private const int ActivePanel = 1;

    private static readonly PlotSize Size = new(800, 620), Narrow = new(390, 1100);

    /// <param name="trials">The training runs.</param>
    /// <param name="lossAtCollapse">The loss at collapse of a strategy.</param>
    /// <param name="narrow">Whether it is for a narrow screen. Default false.</param>
    public static Figure Draw(IReadOnlyList<Trial> trials, Func<string, double> lossAtCollapse, bool narrow = false)
    {
        const string Title = "Strategies by epoch";
        Trial[] trained = [.. trials.Where(trial => trial.Epochs.Count > 0)];
        EpochSeries[] series =
        [
            .. trained.GroupBy(trial => trial.Strategy).Select((group, i) =>
                new EpochSeries(group.Key, i, lossAtCollapse(group.Key), [.. group.Select(trial => trial.Epochs)])),
        ];
        LegendEntry[] legend =
            [.. series.Select(line => new LegendEntry(line.Name, line.Color, line.Dashed ? LegendMark.Dashes : LegendMark.Line))];
        var seeds = series.Max(line => line.Runs.Count);
        var header = new FigureHeader(Title, legend, seeds == 1 ? null : NoteOf(seeds, trained[0].Validation is not null));
        IReadOnlyList<FigurePanel> panels = EpochPanels.Draw(series);
        if (trained[0].Validation is not null)
            panels = [Recall(trials, trained, series), .. panels.Where((_, i) => i != ActivePanel)];
        return new Figure(panels, narrow ? 1 : 2, narrow ? Narrow : Size, Title, header)
        {
            Description = "Lines of " + string.Join(", ", series.Select(line => line.Name)) + ". The table has the final values.",
        };
    }

    private static string NoteOf(int seeds, bool hasBand) =>
        Invariant($"lines: means of {seeds} seeds{(hasBand ? "; band: ± standard deviation" : "")}");

    private static FigurePanel Recall(IReadOnlyList<Trial> trials, Trial[] trained, EpochSeries[] series)
    {
        var baselines = trials.Where(trial => trial.Epochs.Count == 0).GroupBy(trial => trial.Strategy)
            .Select(group => group.Average(trial => trial.Validation!.RecallAt[1]));
        return EpochPanels.Recall([.. trained.GroupBy(trial => trial.Strategy).Select((group, i) => Line([.. group], series[i]))], baselines);
    }

    /// <summary>Means over the seeds, epoch by epoch.</summary>
    private static RecallLine Line(Trial[] trials, EpochSeries series)
    {
        int[] epochs = [.. Enumerable.Range(0, trials.Min(trial => trial.Epochs.Count))];
        double[][] recalls = [.. epochs.Select(epoch => trials.Select(trial => trial.Validations[epoch].RecallAt[1]).ToArray())];
        return new RecallLine(
            series.Color, series.Dashed,
            [.. epochs.Select(epoch => trials.Average(trial => trial.Epochs.Take(epoch + 1).Sum(result => (double)result.Inputs)))],
            [.. recalls.Select(values => values.Average())],
            trials.Length == 1 ? null : [.. recalls.Select(Spread.Of)]);
    }
}
