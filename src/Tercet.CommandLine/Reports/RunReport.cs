using System.Text;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>The pictures and the page of a run.</summary>
public static class RunReport
{
    /// <summary>The files that <see cref="Draw"/> makes.</summary>
    public static readonly string[] Files = ["hardness.png", "hardness.svg", "report.html"];

    internal static IEnumerable<(string Name, byte[] Content)> Draw(
        string folder, RunManifest manifest, SequenceSummary train, RunExamples examples)
    {
        var figure = HardnessPlot.Draw(SeriesOf(manifest.Options.Strategy, train));
        var svg = figure.ToSvg();
        yield return (Files[0], figure.ToPng());
        yield return (Files[1], Encoding.UTF8.GetBytes(svg));
        yield return (Files[2], Encoding.UTF8.GetBytes(HtmlReport.Render(Model(folder, manifest, train, examples, svg))));
    }

    /// <summary>The points of a run, as a plot wants them.</summary>
    public static HardnessSeries SeriesOf(string name, SequenceSummary summary) => new(
        name,
        [.. summary.Points.Select(point => (double)point.Step)],
        summary.MeanTarget is null ? null : [.. summary.Points.Select(point => point.Asked!.Value)],
        [.. summary.Points.Select(point => point.Got)])
    {
        All = summary.Count,
        Noun = summary.Batches > 0 ? "a class that joined" : "a triplet",
    };

    private static ReportModel Model(
        string folder, RunManifest manifest, SequenceSummary train, RunExamples examples, string svg) => new()
        {
            Title = $"Tercet run: {folder}",
            Summary = RunText.Sentence(manifest),
            Facts = [.. RunText.Hardness(manifest, train), .. manifest.Inputs.Select(input => (input.Role, input.Path))],
            Notes = [.. RunText.Notes(manifest, train)],
            HardnessSvg = svg,
            HardnessRows = [.. train.Tenths.Select((tenth, i) => (tenth, i)).Where(row => row.tenth.Got is not null)
            .Select(row => new HardnessRow(Invariant($"{row.i * 10}–{(row.i + 1) * 10} %"), row.tenth.Asked, row.tenth.Got!.Value))],
            Coverage = [.. RunText.Coverage(manifest, train)],
            Triplets = examples.Triplets,
            Batches = examples.Batches,
            Options = [.. RunText.Options(manifest)],
            Next = [.. RunText.Next(folder, manifest)],
        };
}
