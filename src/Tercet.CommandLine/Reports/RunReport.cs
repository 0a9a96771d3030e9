using System.Text;
using Tercet.CommandLine.Runs;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>The plots and the report of a run.</summary>
public static class RunReport
{
    /// <summary>The files that <see cref="Draw"/> creates.</summary>
    internal static readonly string[] Files = ["hardness.png", "hardness.svg", "report.html"];

    internal static IEnumerable<(string Name, byte[] Content)> Draw(
        string folder, RunManifest manifest, SequenceSummary train, RunExamples examples)
    {
        var figure = HardnessPlot.Draw(SeriesOf(manifest.Options.Selector, train));
        var svg = figure.ToSvg();
        yield return (Files[0], figure.ToPng());
        yield return (Files[1], Encoding.UTF8.GetBytes(svg));
        yield return (Files[2], Encoding.UTF8.GetBytes(HtmlReport.Render(Model(folder, manifest, train, examples, svg))));
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

    private static ReportModel Model(
        string folder, RunManifest manifest, SequenceSummary train, RunExamples examples, string svg) => new()
        {
            Title = $"Tercet run: {folder}",
            Summary = RunText.Sentence(manifest),
            Facts = [.. RunText.Hardness(manifest, train), .. manifest.Inputs.Select(input => (input.Role, input.Path))],
            Notes = [.. RunText.Notes(manifest, train)],
            HardnessSvg = svg,
            HardnessRows = [.. HardnessRows(train)],
            Coverage = [.. RunText.Coverage(manifest, train)],
            Triplets = examples.Triplets,
            Batches = examples.Batches,
            Options = [.. RunText.Options(manifest)],
            Next = [.. RunText.Next(folder, manifest)],
        };

    private static IEnumerable<HardnessRow> HardnessRows(SequenceSummary train) => train.Tenths
        .Select((tenth, i) => (Label: Invariant($"{i * 10}–{(i + 1) * 10} %"), Tenth: tenth))
        .Where(row => row.Tenth.Actual is not null)
        .Select(row => new HardnessRow(row.Label, row.Tenth.Target, row.Tenth.Actual!.Value));
}
