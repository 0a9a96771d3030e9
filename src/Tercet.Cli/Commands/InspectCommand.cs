using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet inspect</c>: summary statistics of a run.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The folder of a run." };
    private static readonly Option<bool> Json = OptionFactory.Switch("--json", "Print the summary as JSON.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "inspect", "Print the summary statistics of a run: its inputs, target and actual hardness, coverage, and what was "
                + "skipped.")
        {
            Examples = ["tercet inspect RUN"],
            WritesFiles = false,
        };
        command.Add(Run);
        command.AddGroup("Output", Json);
        command.SetWork((parsed, cancellationToken) =>
        {
            var folder = parsed.GetRequiredValue(Run);
            var (manifest, train) = RunReader.Read(folder, cancellationToken);
            if (parsed.GetValue(Json))
                Console.WriteLine(RunSummary.ToJson(folder, manifest, train));
            else
                Print(manifest, train);
        });
        return command;
    }

    private static void Print(RunManifest manifest, SequenceSummary train)
    {
        RunSummary.Print(manifest, train);
        ConsoleSummary.WritePairs([.. manifest.Inputs.Select(Describe)], "Inputs:");
        ConsoleSummary.WritePairs([.. RunText.Options(manifest)], $"Options (tercet {manifest.Version}):");
    }

    private static (string, string) Describe(ManifestInput input) =>
        (input.Role, input.Sha256 is null ? input.Path : $"{input.Path}  sha256 {input.Sha256}");
}
