using System.Text.Json;

namespace Tercet.Files;

/// <summary>
/// Makes a commit of many files happen as a whole. All are flushed to disk; then one file, the journal, lists what is to be
/// moved and removed. From its appearance on the commit counts: whoever claims the folder next completes it.
/// </summary>
/// <param name="run">The run's folder.</param>
/// <param name="staging">The staging folder.</param>
internal sealed class CommitJournal(string run, string staging)
{
    private const string Name = "commit.json";

    /// <summary>Where files are staged, by their names in the run.</summary>
    public string Files { get; } = Path.Combine(staging, "files");

    /// <summary>Whether a commit is under way.</summary>
    public bool Exists => IsIn(staging);

    /// <summary>Whether a staging folder holds a journal.</summary>
    /// <param name="staging">The staging folder.</param>
    public static bool IsIn(string staging) => File.Exists(Path.Combine(staging, Name));

    /// <summary>The names of the staged files.</summary>
    public IReadOnlyList<string> Staged() => !Directory.Exists(Files) ? [] :
        [
            .. Directory.GetFiles(Files, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Files, file).Replace('\\', '/')),
        ];

    /// <summary>Commits the staged files.</summary>
    /// <param name="moved">Their names, in the order in which they are moved.</param>
    /// <param name="removed">Files of the run to remove.</param>
    /// <exception cref="IOException">The disk is full or fails. Once the journal exists, the commit can be completed.</exception>
    public void Commit(IReadOnlyList<string> moved, IReadOnlyList<string> removed)
    {
        foreach (var name in moved)
        {
            var path = Path.Combine(Files, name);
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            DurableFile.Flush(file, path);
        }
        foreach (var folder in FoldersOf(Files, moved).Append(staging))
            DurableFile.FlushFolder(folder);
        DurableFile.Write(Path.Combine(staging, Name), file =>
        {
            using var json = new Utf8JsonWriter(file);
            json.WriteStartObject();
            Write(json, "moved", moved);
            Write(json, "removed", removed);
            json.WriteEndObject();
        });
        Complete(moved, removed);
    }

    /// <summary>Completes a commit that was interrupted.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidInputException">The journal is damaged, or names what is no file of a run.</exception>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public bool Recover()
    {
        if (!Exists)
            return false;
        var path = Path.Combine(staging, Name);
        IReadOnlyList<string> moved, removed;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            (moved, removed) = (Read(json, "moved"), Read(json, "removed"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException(
                $"{path}: not the journal of a commit ({e.Message.TrimEnd('.')}). Choose another folder, or remove the file.", e);
        }
        Complete(moved, removed);
        return true;
    }

    private void Complete(IReadOnlyList<string> moved, IReadOnlyList<string> removed)
    {
        foreach (var name in moved)
        {
            var (staged, target) = (Path.Combine(Files, name), Path.Combine(run, name));
            if (!File.Exists(staged))
                continue; // moved before the interruption
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            RequireNoLink(name);
            File.Move(staged, target, overwrite: true);
        }
        foreach (var name in removed)
            Remove(name);
        foreach (var folder in FoldersOf(run, moved))
            DurableFile.FlushFolder(folder);
        File.Delete(Path.Combine(staging, Name)); // where a power cut undoes this, the journal finds nothing left to do
    }

    /// <summary>Removes a file of the run, and the sub-folder that it leaves empty; never a link.</summary>
    private void Remove(string name)
    {
        var path = Path.Combine(run, name);
        var folder = Path.GetDirectoryName(path)!;
        if (FirstLink(name) is not null || !Directory.Exists(folder))
            return;
        if (File.Exists(path))
            File.Delete(path); // where it was removed before an interruption, its folder may be left
        if (name.Contains('/', StringComparison.Ordinal) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>The first part of a name in the run's folder that is a link; null for none.</summary>
    /// <param name="name">The name.</param>
    public string? FirstLink(string name)
    {
        var path = run;
        foreach (var part in name.Split('/'))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
                return path;
        }
        return null;
    }

    private void RequireNoLink(string name)
    {
        if (FirstLink(name) is { } link)
            throw new InvalidInputException($"{link}: a link, where a file of the run is to be written. Remove the link.");
    }

    private static IEnumerable<string> FoldersOf(string root, IReadOnlyList<string> names) =>
        names.Select(name => Path.GetDirectoryName(Path.Combine(root, name))!).Append(root).Distinct();

    private static void Write(Utf8JsonWriter json, string property, IReadOnlyList<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static List<string> Read(JsonDocument json, string property)
    {
        var names = json.RootElement.GetProperty(property).EnumerateArray().Select(name => name.GetString() ?? "").ToList();
        var foreign = names.Find(name => property == "removed" ? !RunNames.Contains(name) : !RunNames.IsInside(name));
        return foreign is null ? names : throw new JsonException($"'{foreign}' is no file of a run");
    }
}
