using System.CommandLine;
using System.Text;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet plot</c>: a schedule alone, or the hardness of runs laid over each other.</summary>
internal static class PlotCommand
{
    private static readonly Argument<string[]> Runs = new("RUN") { Description = "Folders of runs, laid over each other under their names; none for a schedule alone.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly ScheduleOptions Schedule = new();
    private static readonly Option<int> Triplets = OptionFactory.Number("--triplets", "N", "Steps of the schedule, 1 or more.", 10_000);
    private static readonly Option<string> Out = new("--out") { HelpName = "FILE", Required = true, Description = "The picture to write, .png or .svg; an existing one is replaced." };

    public static Command Create()
    {
        var command = new GroupedCommand("plot", "Draws a hardness schedule before any mining, or the hardness that runs got.")
        {
            Examples =
            [
                "tercet plot --curve sigmoid --cap 0.7 --growth 3 --out schedule.png",
                "tercet plot RUN --out hardness.svg",
                "tercet plot cyclic easiest hardest --out compare.png",
            ],
        };
        command.Add(Runs);
        command.AddGroup("Schedule", [.. Schedule.All, Triplets]);
        command.AddGroup("Output", Out);
        command.SetAction((parsed, cancellationToken) =>
        {
            var folders = parsed.GetValue(Runs) ?? [];
            var path = parsed.GetRequiredValue(Out);
            if (Path.GetExtension(path).ToLowerInvariant() is not (".png" or ".svg"))
                throw new UsageException($"--out is '{path}'; expected a name that ends in .png or .svg.");
            if (folders.Length > 0 && (Schedule.AnyGiven(parsed) || parsed.GetResult(Triplets) is { Implicit: false }))
                throw new UsageException("runs and options of a schedule were both given; plot one or the other.");
            if (folders.Length > Palette.MostSeries)
                throw new UsageException($"{folders.Length} runs; expected at most {Palette.MostSeries}, which colours can tell apart.");
            Save(folders.Length == 0 ? DrawSchedule(Schedule.Read(parsed), parsed.GetValue(Triplets)) : DrawRuns(folders, cancellationToken), path);
            Console.WriteLine(path);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static Figure DrawSchedule(HardnessSchedule schedule, int steps)
    {
        new TripletOptions { Schedule = schedule, Triplets = steps }.Validate();
        var xs = Enumerable.Range(0, steps).Select(step => (double)step).ToArray();
        var ys = Enumerable.Range(0, steps).Select(step => schedule.HardnessAt(step, steps)).ToArray();
        var bends = schedule.Curve is Curve.Tanh or Curve.Logarithmic or Curve.Sigmoid or Curve.Exponential;
        return SchedulePlot.Draw(EnumNames.ToKebabCase(schedule.Curve), schedule.Cap, bends ? schedule.Growth : null, schedule.Cycles, xs, ys);
    }

    private static Figure DrawRuns(string[] folders, CancellationToken cancellationToken)
    {
        var series = folders.Select(folder =>
        {
            var (_, train) = RunReader.Read(folder, cancellationToken);
            return RunReport.SeriesOf(Path.GetFileName(Path.GetFullPath(folder).TrimEnd('/', '\\')), train);
        }).ToList();
        return series.Count == 1 ? HardnessPlot.Draw(series[0]) : HardnessPlot.Overlay(series);
    }

    private static void Save(Figure figure, string path)
    {
        var bytes = Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetBytes(figure.ToSvg()) : figure.ToPng();
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var temporary = path + ".partial";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
    }
}
