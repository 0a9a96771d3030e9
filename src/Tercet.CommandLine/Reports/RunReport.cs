using System.Text;
using Tercet.CommandLine.Findings;
using Tercet.CommandLine.Runs;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>The plots and the report of a run.</summary>
public static class RunReport
{
    /// <summary>The files that <see cref="Draw"/> creates.</summary>
    internal static readonly string[] Files = ["hardness.png", "hardness.svg", "report.html"];

    internal static IEnumerable<(string Name, byte[] Content)> Draw(
        string folder, RunManifest manifest, SequenceSummary train, RunFindings findings)
    {
        var series = SeriesOnOwnScale(manifest, train, findings);
        var figure = HardnessPlot.Draw(series);
        yield return (Files[0], figure.ToPng());
        yield return (Files[1], Encoding.UTF8.GetBytes(figure.ToSvg()));
        yield return (Files[2], Encoding.UTF8.GetBytes(RunPage.Render(Model(folder, manifest, train, findings, series))));
    }

    /// <summary>The points of a run for a plot.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="summary">The run's training sequence.</param>
    public static HardnessSeries SeriesOf(string name, SequenceSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new HardnessSeries(
            name,
            [.. summary.Points.Select(point => (double)point.Step)],
            summary.MeanTarget is null ? null : [.. summary.Points.Select(point => point.Target!.Value)],
            [.. summary.Points.Select(point => point.Actual)])
        {
            Total = summary.Count,
            OfBatches = summary.Batches > 0,
        };
    }

    /// <summary>
    /// Target and actual hardness on one scale, or the actual hardness alone where it is not known on the scale of the target.
    /// </summary>
    private static HardnessSeries SeriesOnOwnScale(RunManifest manifest, SequenceSummary train, RunFindings findings)
    {
        var selector = manifest.Options.Selector;
        if (findings.OwnScale is { } own)
            return SeriesOf(selector, own) with { Label = $"Hardness on the {selector} scale" };
        var recorded = SeriesOf(selector, train);
        return recorded.Target is null || OwnScale.IsRecorded(selector)
            ? recorded
            : recorded with { Target = null, Label = "Hardness in the range of distances" };
    }

    private static ReportModel Model(
        string folder, RunManifest manifest, SequenceSummary train, RunFindings findings, HardnessSeries series) => new()
        {
            Title = $"Tercet run: {folder}",
            Summary = RunText.Sentence(manifest),
            Verdict = RunVerdict.Of(manifest.Options.Selector, train, findings),
            KeyFigures = [.. RunText.KeyFigures(manifest, train, findings.OwnScale)],
            Hardness = PageFigure.Of(narrow => HardnessPlot.Draw(series, size: narrow ? PlotSize.Narrow : null)),
            HardnessTable = HardnessTable(manifest.Options.Selector, findings.OwnScale ?? train, series.Target is not null),
            Findings = findings,
            Violating = train.Violating,
            Distances = Distances(findings.Distances, train.Batches > 0),
            Coverage = [.. RunText.Coverage(manifest, train)],
            Notes = [.. RunText.Notes(manifest, train)],
            Next = [.. RunText.Next(folder, manifest)],
            Options = [.. RunText.Options(manifest)],
            Inputs = [.. manifest.Inputs.Select(input => (input.Role, input.Path))],
        };

    private static PageTable HardnessTable(string selector, SequenceSummary train, bool areComparable)
    {
        var hasTarget = train.MeanTarget is not null;
        string[] columns =
        [
            "Part of the cycle",
            .. areComparable ? ["Target (mean)", "Actual (mean)", "Difference"]
                : hasTarget ? [$"Target, {selector} scale", "Actual, range scale"]
                : new[] { "Actual (mean)" },
        ];
        return new PageTable(columns,
        [
            .. train.Tenths.Select((tenth, i) => (Label: Invariant($"{i * 10}–{(i + 1) * 10} %"), Tenth: tenth))
                .Where(row => row.Tenth.Actual is not null)
                .Select(row => (string[])
                [
                    row.Label, .. hasTarget ? [Html.Number(row.Tenth.Target)] : (string[])[], Html.Number(row.Tenth.Actual),
                    .. areComparable ? [Html.Difference(row.Tenth.Actual - row.Tenth.Target)] : (string[])[],
                ]),
        ])
        {
            IsNarrow = true,
        };
    }

    private static PageFigure? Distances(DistanceHistogram distances, bool areGroups)
    {
        if (distances.Count(0) == 0)
            return null;
        return PageFigure.Of(narrow => areGroups
            ? DistancePlot.Draw(
                distances, [("member", Palette.Orange)], "Distances of members from their seed class", "Distance", narrow)
            : DistancePlot.Draw(
                distances, [("d_ap", Palette.Blue), ("d_an", Palette.Orange)], "Distances from the anchor",
                "Distance: d_ap to the positive, d_an to the negative", narrow));
    }
}
