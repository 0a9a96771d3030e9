using System.Security.Cryptography;
using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>How sure one is that the inputs of a plan are still the same.</summary>
public enum InputVerification
{
    /// <summary>Files are not looked at; tables are read, and compared, all the same.</summary>
    None,

    /// <summary>By size and time; a file whose time differs, as a copy's does, is hashed.</summary>
    Size,

    /// <summary>Every file is hashed.</summary>
    Hash,
}

/// <summary>Notes the inputs of a plan, and refuses those that have changed since.</summary>
public static class PlannedInputs
{
    private const string Advice = "Restore it, or plan again.";

    /// <summary>Notes inputs as they are.</summary>
    /// <param name="inputs">The inputs, as read.</param>
    /// <param name="tables">The table of each role that is read from a folder.</param>
    public static IReadOnlyList<PlannedInput> Note(
        IEnumerable<ManifestInput> inputs, IReadOnlyDictionary<string, ItemTable> tables) =>
        [.. inputs.Select(input => new PlannedInput(
            input, tables.TryGetValue(input.Role, out var table) ? HashOf(table) : null, [.. FilesOf(input).Select(NoteFile)]))];

    /// <summary>Notes the files of a plan's inputs as they are now.</summary>
    /// <param name="plan">The plan.</param>
    public static FileStamps Stamp(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new FileStamps(plan.Inputs.SelectMany(input => input.Files).Select(file => file.Path));
    }

    /// <summary>Refuses files that have changed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="verify">How thoroughly to look.</param>
    /// <exception cref="InvalidInputException">Files are missing or differ: all of them.</exception>
    public static void RequireUnchanged(RunPlan plan, InputVerification verify)
    {
        if (verify == InputVerification.None)
            return;
        List<string> faults = [];
        foreach (var input in plan.Inputs)
        {
            var found = input.Files.Select(FaultOf).OfType<string>().ToList();
            faults.AddRange(found);
            if (found.Count == 0 && input.Files.Count > 0 && (verify == InputVerification.Hash || input.Files.Any(IsNewer))
                && FileHash.Sha256(input.Files.Select(file => file.Path)) != input.Input.Sha256)
                faults.Add($"{input.Input.Path}: the content is another");
        }
        if (faults.Count > 0)
            throw new InvalidInputException("inputs have changed since the plan was made", faults, Advice);
    }

    /// <summary>Refuses tables that are read and are not those of the plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="inputs">The inputs, as read.</param>
    /// <param name="tables">The table of each role that is read from a folder.</param>
    /// <exception cref="InvalidInputException">One differs.</exception>
    public static void RequireSame(
        RunPlan plan, IEnumerable<ManifestInput> inputs, IReadOnlyDictionary<string, ItemTable> tables)
    {
        // Files first: a change of the corrected labels also changes the listing of a folder, whose classes it corrects.
        foreach (var input in inputs.OrderBy(input => tables.ContainsKey(input.Role)))
        {
            var planned = plan.Inputs.FirstOrDefault(planned => planned.Input.Role == input.Role);
            var listing = tables.TryGetValue(input.Role, out var table) ? HashOf(table) : null;
            if (planned is null || planned.Input.Sha256 != input.Sha256 || planned.Listing != listing)
                throw new InvalidInputException($"{input.Path}: changed since the plan was made. {Advice}");
        }
    }

    private static string? FaultOf(PlannedFile file) => !File.Exists(file.Path)
        ? $"{file.Path}: no such file from {Environment.CurrentDirectory}"
        : new FileInfo(file.Path).Length is var bytes && bytes != file.Bytes
            ? Invariant($"{file.Path}: {bytes:N0} bytes, not {file.Bytes:N0}")
            : null;

    private static bool IsNewer(PlannedFile file) => File.GetLastWriteTimeUtc(file.Path) != file.Modified;

    private static IEnumerable<string> FilesOf(ManifestInput input) =>
        input.Role.EndsWith("embeddings", StringComparison.Ordinal) ? EmbeddingFile.PartsOf(input.Path)
        : File.Exists(input.Path) ? [input.Path] : [];

    private static PlannedFile NoteFile(string path) => new(path, new FileInfo(path).Length, File.GetLastWriteTimeUtc(path));

    private static string HashOf(ItemTable table) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ItemTableFile.ToCsv(table))));
}
