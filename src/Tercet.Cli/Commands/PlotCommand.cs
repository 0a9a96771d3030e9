using System.CommandLine;
using System.Text;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet plot</c>: a schedule alone, or an overlay of runs.</summary>
internal static class PlotCommand
{
    private static readonly Argument<string[]> Runs = new("RUN")
    {
        Description = "Folders of runs to overlay, named after the folders; none plots a schedule alone.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly ScheduleOptions Schedule = new();

    private static readonly Option<int> Triplets = OptionFactory.Number(
        "--triplets", "N", "Steps of the schedule, 1 or more.", 10_000);

    private static readonly Option<string> Out = new("--out", "-o")
    {
        HelpName = "FILE",
        Required = true,
        Description = "The image file to write, .png or .svg; an existing one is overwritten.",
    };

    public static Command Create()
    {
        var command = new GroupedCommand("plot", "Draw a hardness schedule before mining, or the actual hardness of runs.")
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
        command.SetWork(Run);
        return command;
    }

    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folders = parsed.GetValue(Runs) ?? [];
        var path = parsed.GetRequiredValue(Out);
        var faults = new UsageFaults();
        if (Path.GetExtension(path).ToLowerInvariant() is not (".png" or ".svg"))
            faults.Add($"--out is '{path}'; expected a name that ends in .png or .svg.");
        if (folders.Length > 0 && (Schedule.IsAnySpecified(parsed) || parsed.IsSpecified(Triplets)))
            faults.Add("both runs and options of a schedule are given. Plot one or the other.");
        if (folders.Length > Palette.MaxSeries)
            faults.Add($"{folders.Length} runs; expected at most {Palette.MaxSeries}, the number of colours that can be "
                + "told apart.");
        faults.ThrowIfAny();
        Save(folders.Length == 0 ? DrawSchedule(parsed) : DrawRuns(folders, cancellationToken), path);
        Console.WriteLine(path);
    }

    private static Figure DrawSchedule(ParseResult parsed)
    {
        var faults = new UsageFaults();
        var steps = parsed.GetValue(Triplets);
        var schedule = faults.Try(() => Schedule.Read(parsed).ScheduleOver(steps)) ?? new HardnessSchedule { Cycles = 1 };
        faults.Add(new TripletOptions { Schedule = schedule, TripletsPerEpoch = steps }.Faults());
        if (schedule.Cycles > Math.Max(1, steps))
            faults.Add($"--cycles is {schedule.Cycles}; expected at most the number of steps, {steps}.");
        faults.ThrowIfAny();
        var xs = Enumerable.Range(0, steps).Select(step => (double)step).ToArray();
        var ys = Enumerable.Range(0, steps).Select(step => schedule.HardnessAt(step, steps)).ToArray();
        var (curve, growth) = Schedule.Describe(parsed);
        return SchedulePlot.Draw(curve, schedule.Cap, growth, schedule.Cycles, xs, ys);
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
        var isSvg = Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase);
        var bytes = isSvg ? Encoding.UTF8.GetBytes(figure.ToSvg()) : figure.ToPng();
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        DurableFile.Write(path, file => file.Write(bytes));
    }
}
