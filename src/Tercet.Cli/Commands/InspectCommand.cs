using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet inspect</c>: a run in figures.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The folder of a run." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print it as JSON." };

    public static Command Create()
    {
        var command = new GroupedCommand("inspect", "Shows a run: what it was made from, hardness asked and got, coverage, and what was left out.")
        {
            Examples = ["tercet inspect RUN"],
        };
        command.Add(Run);
        command.AddGroup("Output", Json);
        command.SetAction((parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(Run);
            var (manifest, train) = RunReader.Read(folder, cancellationToken);
            if (parsed.GetValue(Json))
            {
                Console.WriteLine(RunSummary.ToJson(folder, manifest, train));
                return Task.FromResult(ExitCodes.Done);
            }
            RunSummary.PrintFigures(manifest, train);
            Console.WriteLine("Made from:");
            ConsoleSummary.WritePairs([.. manifest.Inputs.Select(input => (input.Role, $"{input.Path}{(input.Sha256 is null ? "" : $"  sha256 {input.Sha256}")}"))]);
            Console.WriteLine($"Options (tercet {manifest.Version}):");
            ConsoleSummary.WritePairs([.. RunText.Options(manifest)]);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }
}
