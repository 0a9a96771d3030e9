// Draws every picture of the README and the docs except comparison.png, which tercet compare --demo writes; all except the curves
// from triplets mined on the demo set:
//   dotnet run -c Release --project docs/figures -- docs/images
using Tercet;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;

var images = args[0];
Directory.CreateDirectory(images);
var work = Directory.CreateTempSubdirectory("tercet-figures").FullName;
try
{
    DemoSet.Unpack(work);
    DrawCurves();
    DrawScales();
    DrawStrategies();
    var series = Mine("original", Original(10_000));
    var hardness = HardnessPlot.Draw(series);
    File.WriteAllBytes(Path.Combine(images, "hardness.png"), hardness.ToPng());
    File.WriteAllText(Path.Combine(images, "hardness-dark.svg"), hardness.ToDarkSvg()); // README: light and dark
}
finally
{
    Directory.Delete(work, recursive: true);
}

void DrawCurves()
{
    var us = Enumerable.Range(0, 101).Select(i => i / 100.0).ToArray();
    foreach (var name in HardnessCurve.Names)
        SaveThumbnail($"curve-{name}", us, [.. us.Select(HardnessCurve.Parse(name)!.At)]);
}

void DrawScales()
{
    var schedule = new HardnessSchedule { Curve = HardnessCurve.Linear, Cap = 1, Cycles = 1 };
    foreach (var scale in NegativeSelector.All.Where(NegativeSelector.FollowsSchedule))
    {
        var name = $"scale-{scale.Identity}";
        var actual = Mine(name, new TripletOptions { Selector = scale, Schedule = schedule, TripletsPerEpoch = 5000 }).Actual;
        // The median over fiftieths of the sequence: what a scale makes of a target hardness that increases linearly.
        var medians = actual.Chunk(actual.Length / 50).Select(chunk => chunk.Order().ElementAt(chunk.Length / 2)).ToArray();
        SaveThumbnail(name, [.. Enumerable.Range(0, medians.Length).Select(i => (double)i)], medians);
    }
}

void DrawStrategies()
{
    var options = Original(7000);
    options = options with { Schedule = options.Schedule with { Cycles = 7 } };
    var constant = options.Schedule with { Curve = HardnessCurve.Constant };
    var overlay = new[]
    {
        Mine("cyclic sigmoid", options),
        Mine("easiest", options with { Selector = NegativeSelector.Easiest }),
        Mine("hardest", options with { Selector = NegativeSelector.Hardest }),
        Mine("constant 0.85", options with { Schedule = constant }),
        Mine("semi-hard", options with { Selector = NegativeSelector.SemiHard }),
    };
    File.WriteAllBytes(Path.Combine(images, "strategies.png"), HardnessPlot.Overlay(overlay).ToPng());
}

// The original method: a sigmoid of ten cycles on the range scale.
TripletOptions Original(int triplets) =>
    new HardnessChoice { Recipe = "original" }.ApplyTo(new TripletOptions { TripletsPerEpoch = triplets });

void SaveThumbnail(string name, double[] xs, double[] ys) =>
    File.WriteAllBytes(Path.Combine(images, name + ".png"), SchedulePlot.Thumbnail(name, xs, ys).ToPng());

HardnessSeries Mine(string name, TripletOptions options)
{
    var job = new MineJob
    {
        Files = DemoSet.FilesIn(work),
        Options = options,
        Out = Path.Combine(work, "runs", name),
    };
    return RunReport.SeriesOf(name, job.Run(new ProgressDisplay(quiet: true), CancellationToken.None).Train);
}
