using System.Text;
using static System.FormattableString;

namespace Tercet.Cli.Reports;

/// <summary>The pictures and the page of a run.</summary>
internal static class RunReport
{
    /// <summary>The files that <see cref="Draw"/> makes.</summary>
    public static readonly string[] Files = ["hardness.png", "hardness.svg", "report.html"];

    public static IEnumerable<(string Name, byte[] Content)> Draw(
        string folder, RunManifest manifest, SequenceSummary train, RunExamples examples)
    {
        var figure = HardnessPlot.Single(SeriesOf(manifest.Options.Strategy, train));
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
            Summary = RunFacts.Sentence(manifest),
            Facts = [.. RunFacts.Hardness(manifest, train), .. manifest.Inputs.Select(input => (input.Role, input.Path))],
            Notes = [.. RunFacts.Notes(manifest, train)],
            HardnessSvg = svg,
            HardnessRows = [.. train.Tenths.Select((tenth, i) => (tenth, i)).Where(row => row.tenth.Got is not null)
            .Select(row => new HardnessRow(Invariant($"{row.i * 10}–{(row.i + 1) * 10} %"), row.tenth.Asked, row.tenth.Got!.Value))],
            Coverage = [.. RunFacts.Coverage(manifest, train)],
            Triplets = examples.Triplets,
            Batches = examples.Batches,
            Options = [.. RunFacts.Options(manifest)],
            Next = [.. RunFacts.Next(folder, manifest)],
        };
}
