using System.Text.Json;

namespace Tercet.Files;

/// <summary>
/// The folder of a run. Files are written to a hidden folder inside it and moved to their names only when all are complete,
/// the manifest last; an aborted run leaves the folder unchanged.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The file that makes a folder a run.</summary>
    public const string ManifestName = "manifest.json";

    private const string StagingName = ".tercet-partial";

    private readonly RunKind _kind;
    private readonly string? _firstCreated;
    private readonly string _staging;
    private readonly FileStream _lock;
    private readonly HashSet<string> _own; // may be overwritten
    private string[] _replaced; // removed by the first commit
    private bool _committed;

    private RunFolder(string path, RunKind kind, bool overwrite, bool resume)
    {
        (Path, _kind) = (path, kind);
        var files = RequireFree(path, kind, overwrite || resume);
        (_own, _replaced) = ([.. files], resume ? [] : files);
        _firstCreated = FirstMissing(path);
        _staging = System.IO.Path.Combine(path, StagingName);
        Directory.CreateDirectory(_staging);
        try
        {
            _lock = new FileStream(
                System.IO.Path.Combine(_staging, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidInputException(
                $"{path}: another {kind.Name} is being written there now. Wait for it to end, or choose another folder.", e);
        }
        foreach (var leftover in Staged())
            File.Delete(System.IO.Path.Combine(_staging, leftover));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Claims a folder for a run, creating it where it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrite">Whether an existing run may be replaced; other files are kept.</param>
    /// <exception cref="InvalidInputException">The folder holds a run, or another process is writing one there.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static RunFolder Create(string path, bool overwrite = false) => Create(path, RunKind.Run, overwrite);

    /// <summary>Claims a folder for any kind of run.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="kind">Of what kind.</param>
    /// <param name="overwrite">Whether an existing one may be replaced; it is removed by the first commit.</param>
    /// <param name="resume">Whether an existing one is resumed: its files stay until they are replaced by name.</param>
    public static RunFolder Create(string path, RunKind kind, bool overwrite, bool resume = false) =>
        new(path, kind, overwrite, resume);

    /// <summary>The names of the files of the run that a folder holds; empty where it holds none.</summary>
    /// <param name="path">The folder.</param>
    internal static IReadOnlyList<string> FilesOf(string path) => FilesOf(path, RunKind.Run);

    private static string[] FilesOf(string path, RunKind kind)
    {
        var manifest = System.IO.Path.Combine(path, kind.Record);
        if (!File.Exists(manifest))
            return [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            // Many programs have a manifest.json; the files that another one lists must not be deleted.
            _ = (json.RootElement.GetProperty("version"), json.RootElement.GetProperty("options"));
            var names = json.RootElement.GetProperty("files").EnumerateArray().Select(file => Inside(file.GetString())).ToList();
            if (names.Exists(string.IsNullOrEmpty))
                throw new JsonException("a file without a name");
            return [.. names!, kind.Record];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException($"{manifest}: not the {kind.RecordName} of a {kind.Name}. Choose another folder.", e);
        }
    }

    /// <summary>Where to write a file until the run is committed.</summary>
    /// <param name="name">Its name in the run; after a slash where it is in a sub-folder.</param>
    /// <exception cref="InvalidInputException">Something of that name is in the folder and belongs to no run.</exception>
    public string StagingPath(string name)
    {
        if (Obstacle(name) is { } obstacle)
            throw new InvalidInputException(
                $"{obstacle}: a {(Directory.Exists(obstacle) ? "folder" : "file")} with this name already exists "
                + $"and does not belong to a {_kind.Name}. Move it, or choose another folder.");
        var staged = System.IO.Path.Combine(_staging, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(staged)!);
        return staged;
    }

    /// <summary>Writes a whole file and flushes it to disk.</summary>
    /// <param name="name">Its name in the run.</param>
    /// <param name="content">Its bytes.</param>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(StagingPath(name), FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Moves every file to its name, and removes what is left of the run that is replaced. More files may be written and
    /// committed afterwards.
    /// </summary>
    public void Commit()
    {
        foreach (var old in _replaced.OrderByDescending(name => name == _kind.Record))
            Remove(System.IO.Path.Combine(Path, old));
        _replaced = [];
        foreach (var name in Staged().OrderBy(name => name == _kind.Record).ThenBy(name => name, StringComparer.Ordinal))
        {
            var target = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Move(System.IO.Path.Combine(_staging, name), target, overwrite: true);
            _own.Add(name);
        }
        _committed = true;
    }

    /// <summary>Removes what was not committed, and the folder too where it was created for it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(_staging))
            Directory.Delete(_staging, recursive: true);
        if (_committed || _firstCreated is null)
            return;
        for (var folder = System.IO.Path.GetFullPath(Path); folder.Length >= _firstCreated.Length;
             folder = System.IO.Path.GetDirectoryName(folder)!)
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private string[] Staged() =>
        [
            .. Directory.GetFiles(_staging, "*", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(_staging, file).Replace('\\', '/')).Where(name => name != "lock"),
        ];

    /// <summary>The file or folder that occupies a name and belongs to no run; null for none.</summary>
    private string? Obstacle(string name)
    {
        var target = System.IO.Path.Combine(Path, name);
        if (System.IO.Path.GetDirectoryName(target) is { } folder && File.Exists(folder))
            return folder;
        return Directory.Exists(target) || (File.Exists(target) && !_own.Contains(name)) ? target : null;
    }

    /// <summary>A file name from a record; of a path that leads out of the folder, only the last part.</summary>
    private static string? Inside(string? name) =>
        name is null || (!System.IO.Path.IsPathRooted(name) && !name.Split('/', '\\').Contains(".."))
            ? name
            : System.IO.Path.GetFileName(name);

    /// <summary>Removes a file, and the sub-folder that it leaves empty.</summary>
    private void Remove(string file)
    {
        if (!File.Exists(file))
            return;
        File.Delete(file);
        var folder = System.IO.Path.GetDirectoryName(file)!;
        if (folder.Length > Path.Length && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static string[] RequireFree(string path, RunKind kind, bool mayBeThere)
    {
        if (File.Exists(path))
            throw new InvalidInputException(
                $"{path}: a file, where a folder for the {kind.Name} was expected. Choose another name.");
        var files = FilesOf(path, kind);
        if (files.Length > 0 && !mayBeThere)
            throw new InvalidInputException($"{path}: the folder already holds a {kind.Name} ({kind.Record}). {kind.Advice}");
        return files;
    }

    /// <summary>The topmost folder of a path that does not exist yet, in full.</summary>
    private static string? FirstMissing(string path)
    {
        string? missing = null;
        for (var folder = System.IO.Path.GetFullPath(path); folder is not null && !Directory.Exists(folder);
             folder = System.IO.Path.GetDirectoryName(folder))
            missing = folder;
        return missing;
    }
}
