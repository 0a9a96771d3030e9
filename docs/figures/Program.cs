using Tercet;
// Draws every picture of the README and the docs but comparison.png, which tercet compare --demo leaves; all but the curves from triplets mined on the demo set:
//   dotnet run -c Release --project docs/figures -- docs/images
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine.Reports;

var images = args[0];
Directory.CreateDirectory(images);
var work = Directory.CreateTempSubdirectory("tercet-figures").FullName;
try
{
    DemoSet.Unpack(work);
    DrawCurves();
    DrawScales();
    DrawStrategies();
    File.WriteAllBytes(Path.Combine(images, "hardness.png"), HardnessPlot.Draw(Mine("default", new TripletOptions())).ToPng());
}
finally
{
    Directory.Delete(work, recursive: true);
}

void DrawCurves()
{
    var us = Enumerable.Range(0, 101).Select(i => i / 100.0).ToArray();
    foreach (var curve in Enum.GetValues<Curve>())
        SaveThumbnail($"curve-{EnumNames.ToKebabCase(curve)}", us, [.. us.Select(new HardnessSchedule { Curve = curve }.CurveAt)]);
}

void DrawScales()
{
    foreach (var scale in Enum.GetValues<Scale>())
    {
        var schedule = new HardnessSchedule { Curve = Curve.Linear, Cap = 1, Cycles = 1 };
        var series = Mine($"scale-{EnumNames.ToKebabCase(scale)}", new TripletOptions { Scale = scale, Schedule = schedule, Triplets = 5000 });
        // The median over fiftieths of the sequence: what a scale makes of a hardness that rises evenly.
        var chunks = series.Got.Chunk(series.Got.Length / 50).ToArray();
        SaveThumbnail($"scale-{EnumNames.ToKebabCase(scale)}", [.. chunks.Select((_, i) => (double)i)], [.. chunks.Select(chunk => chunk.Order().ElementAt(chunk.Length / 2))]);
    }
}

void DrawStrategies()
{
    var constant = new HardnessSchedule { Curve = Curve.Constant, Cycles = 7 };
    var overlay = new[]
    {
        Mine("cyclic sequence", new TripletOptions { Triplets = 7000, Schedule = new HardnessSchedule { Cycles = 7 } }),
        Mine("easiest", new TripletOptions { Triplets = 7000, Strategy = Strategy.Easiest }),
        Mine("hardest", new TripletOptions { Triplets = 7000, Strategy = Strategy.Hardest }),
        Mine("constant 0.85", new TripletOptions { Triplets = 7000, Schedule = constant }),
        Mine("semi-hard", new TripletOptions { Triplets = 7000, Strategy = Strategy.SemiHard }),
    };
    File.WriteAllBytes(Path.Combine(images, "strategies.png"), HardnessPlot.Overlay(overlay).ToPng());
}

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
    SequenceSummary train = job.Run(new ProgressDisplay(quiet: true), CancellationToken.None).Train;
    return RunReport.SeriesOf(name, train);
}
