using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet demo</c>: end to end on a bundled set of 2,000 characters in two typefaces.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Out = OptionFactory.Text(
        "--out", "DIR", "The folder to unpack to and to write the run into.", DemoSet.DefaultFolder, "-o");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "demo",
            "Unpack a small real image set (2,000 characters; one typeface for the catalog, one for the items) and mine it "
            + "with the default options.")
        {
            Examples = ["tercet demo"],
        };
        command.AddGroup("Output", Out);
        command.SetWork((parsed, cancellationToken) =>
        {
            Run(parsed.GetRequiredValue(Out), cancellationToken);
        });
        return command;
    }

    private static void Run(string folder, CancellationToken cancellationToken)
    {
        var job = new MineJob
        {
            Files = DemoSet.Unpack(folder),
            Options = MiningRecipe.Original.ApplyTo(new TripletOptions()), // the method, as its curve is known
            Out = Path.Combine(folder, "run"),
            Overwrite = true,
        };
        var display = new ProgressDisplay(quiet: false);
        job.Run(display, cancellationToken).Print(display);
        var report = Path.Combine(job.Out, "report.html");
        Console.WriteLine($"\nOpen {report} to see the triplets. On your own images, one sub-folder per class:");
        Console.WriteLine($"  {Invocation.Of("tercet mine --data YOUR-FOLDER --out RUN")}");
    }
}
