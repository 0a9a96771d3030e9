using System.Globalization;

namespace Tercet.Files;

/// <summary>The parts of a plan in the run's folder.</summary>
/// <param name="run">The run's folder.</param>
/// <param name="plan">Its plan.</param>
public sealed class PartsFolder(string run, RunPlan plan)
{
    /// <summary>The folder of the parts in that of the run.</summary>
    public const string Name = "parts";

    /// <summary>The plan.</summary>
    public RunPlan Plan { get; } = plan;

    private string Folder { get; } = Path.Combine(run, Name);

    /// <summary>The file of a part.</summary>
    /// <param name="number">The part, from 0.</param>
    public string PathOf(int number) =>
        Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{number:00000}{PartWriter.Extension}"));

    /// <summary>Opens the content of a part that is there.</summary>
    /// <param name="number">The part.</param>
    public BinaryReader Open(int number) => PartFile.Open(PathOf(number));

    /// <summary>What there is of a part.</summary>
    /// <param name="number">The part.</param>
    /// <param name="checksum">Whether its content is compared to its checksum.</param>
    public PartState StateOf(int number, bool checksum = true) => PartFile.Check(PathOf(number), Plan, number, checksum);

    /// <summary>What a file is of a part.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="number">The part.</param>
    public static PartState Check(string path, RunPlan plan, int number) => PartFile.Check(path, plan, number);

    /// <summary>When a worker last wrote to its own file of an unfinished part; null where there is none.</summary>
    /// <param name="number">The part.</param>
    public DateTime? LastSign(int number)
    {
        if (!Directory.Exists(Folder))
            return null;
        var files = PartWriter.PartialsOf(PathOf(number)).Select(File.GetLastWriteTimeUtc).ToList();
        return files.Count == 0 ? null : files.Max();
    }

    /// <summary>Why the last try at an unfinished part ended; null where there is nothing of it.</summary>
    /// <param name="number">The part.</param>
    public string? Failure(int number)
    {
        try
        {
            return File.ReadAllText(PartWriter.FailureOf(PathOf(number))).Trim();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Refuses to merge parts that are missing, damaged or of another plan: all of them at once.</summary>
    /// <param name="progress">Receives the number of parts that are checked.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidInputException">Parts are damaged or of another plan.</exception>
    /// <exception cref="PartsMissingException">Parts are missing.</exception>
    public void RequireAll(IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        List<int> missing = [];
        List<string> faults = [];
        for (var number = 0; number < Plan.Parts.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(number);
            switch (StateOf(number))
            {
                case PartState.Missing:
                    missing.Add(number);
                    break;
                case PartState.Damaged:
                    faults.Add($"{path}: truncated or damaged; 'tercet part {run} {number}' makes it again");
                    break;
                case PartState.Foreign:
                    faults.Add($"{path}: of another plan; move it away, then 'tercet part {run} {number}' makes the right one");
                    break;
            }
            progress?.Report(new WorkProgress("", number + 1, Plan.Parts.Count));
        }
        if (faults.Count > 0)
            throw new InvalidInputException(
                FormattableString.Invariant($"{run}: {faults.Count} of {Plan.Parts.Count} parts cannot be merged"), faults,
                missing.Count == 0 ? "" : PartsMissingException.Describe(run, missing, Plan.Parts.Count));
        if (missing.Count > 0)
            throw new PartsMissingException(PartsMissingException.Describe(run, missing, Plan.Parts.Count));
    }

    /// <summary>Removes the parts of a plan that is merged: one may have been made once more meanwhile.</summary>
    /// <param name="run">The run's folder.</param>
    /// <exception cref="IOException">They cannot be removed.</exception>
    public static void RemoveLeft(string run)
    {
        var folder = Path.Combine(run, Name);
        if (File.Exists(Path.Combine(run, RunPlan.FileName)) || !Directory.Exists(folder))
            return;
        foreach (var name in NamesIn(run).Where(name => name != RunPlan.FileName))
            File.Delete(Path.Combine(run, name));
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>The names, in a run, of a plan and of whatever is in the folder of its parts.</summary>
    internal static IEnumerable<string> NamesIn(string run)
    {
        var folder = Path.Combine(run, Name);
        var parts = Directory.Exists(folder) ? Directory.GetFiles(folder).Select(Path.GetFileName) : [];
        return [.. parts.Where(PartWriter.IsOurs!).Select(name => $"{Name}/{name}"), RunPlan.FileName];
    }
}
