using Tercet.CommandLine;
using Tercet.CommandLine.Runs;
using Tercet.Torch.Training;
using Tercet.Train.Runs;

namespace Tercet.Train.Commands;

/// <summary>What <see cref="TrainResult"/> and <see cref="CompareResult"/> have in common.</summary>
internal abstract record TrainingOutcome
{
    public required string Folder { get; init; }

    public required TrainingRecord Record { get; init; }

    public required TrainingOptions Options { get; init; }

    /// <summary>What is likely a mistake in the data: one sentence each.</summary>
    public required IReadOnlyList<string> DataNotes { get; init; }

    /// <summary>What a reader should know of torch; null for nothing.</summary>
    public required string? Note { get; init; }

    /// <summary>Prints the summary.</summary>
    /// <param name="display">Has measured the time.</param>
    public abstract void Print(ProgressDisplay display);

    /// <summary>The summary for scripts.</summary>
    public abstract string ToJson();

    /// <summary>The paths of files that exist, except those in a sub-folder of many.</summary>
    /// <param name="kind">The kind of the run.</param>
    /// <param name="subfolder">The sub-folder, with its slash.</param>
    protected IEnumerable<string> FilesExcept(RunKind kind, string subfolder) => Record.Files
        .Where(name => !name.StartsWith(subfolder, StringComparison.Ordinal))
        .Append(kind.Record)
        .Select(name => Path.Combine(Folder, name))
        .Where(File.Exists);

    /// <summary>What was skipped, and what a reader should know.</summary>
    /// <param name="others">Further notes.</param>
    protected IEnumerable<string> Notes(params IEnumerable<string> others) =>
        Note is null ? RunNotes(others) : RunNotes(others).Append(Note + ".");

    /// <summary>The same without what concerns this machine alone.</summary>
    /// <param name="others">Further notes.</param>
    protected IEnumerable<string> RunNotes(params IEnumerable<string> others)
    {
        string?[] notes =
            [.. Record.Skipped.Select(RunText.Describe), RunText.SharedGroups(Record.Counts), .. DataNotes, .. others];
        return notes.OfType<string>();
    }
}
