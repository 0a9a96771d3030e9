using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet demo</c>: the whole way of the data on a bundled set of 2,000 characters in two typefaces.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Out = OptionFactory.Text("--out", "DIR", "The folder to unpack to and to write the run into.", DemoSet.DefaultFolder);

    public static Command Create()
    {
        var command = new GroupedCommand("demo", "Unpacks a small real image set (2,000 characters, one typeface for the catalog and one for the items), and mines it with the defaults.")
        {
            Examples = ["tercet demo"],
        };
        command.AddGroup("Output", Out);
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(Out);
            var job = new MineJob
            {
                Files = DemoSet.Unpack(folder),
                Options = new TripletOptions(),
                Out = Path.Combine(folder, "run"),
                Overwrite = true,
            };
            var display = new ProgressDisplay(quiet: false);
            job.Run(display, cancellationToken).Print(display);
            Console.WriteLine($"\nOpen {Path.Combine(job.Out, "report.html")} to see the triplets. On your own images, one sub-folder a class:");
            Console.WriteLine($"  {Invocation.Of("tercet mine --data YOUR-FOLDER --out RUN")}");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
