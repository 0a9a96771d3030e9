using System.Text.Json;

namespace Tercet.Runs;

/// <summary>
/// The folder of a run. Files are written to a hidden folder inside it and moved to their names only when all are whole,
/// the manifest last; whatever ends the work before that leaves the folder as it was.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The file that makes a folder a run.</summary>
    public const string ManifestName = "manifest.json";

    private const string StagingName = ".tercet-partial";

    private readonly string? _firstCreated;
    private readonly string _staging;
    private readonly FileStream _lock;
    private readonly string[] _replaced;
    private bool _committed;

    private RunFolder(string path, bool overwrite)
    {
        Path = path;
        _replaced = RequireFree(path, overwrite);
        _firstCreated = FirstMissing(path);
        _staging = System.IO.Path.Combine(path, StagingName);
        Directory.CreateDirectory(_staging);
        try
        {
            _lock = new FileStream(System.IO.Path.Combine(_staging, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new BadInputException($"{path}: another run is being written there now. Wait for it to end, or choose another folder.", e);
        }
        foreach (var leftover in Directory.GetFiles(_staging).Where(file => System.IO.Path.GetFileName(file) != "lock"))
            File.Delete(leftover);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Claims a folder for a run, creating it where it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="overwrite">Whether a run that is there may be replaced. Files that are not of that run never are.</param>
    /// <exception cref="BadInputException">The folder holds a run, or another process is writing one there.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static RunFolder Create(string path, bool overwrite = false) => new(path, overwrite);

    /// <summary>The names of the files of the run that a folder holds; empty where it holds none.</summary>
    /// <param name="path">The folder.</param>
    public static IReadOnlyList<string> FilesOf(string path)
    {
        var manifest = System.IO.Path.Combine(path, ManifestName);
        if (!File.Exists(manifest))
            return [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
            // Many programs have a manifest.json; what another one lists under files is not ours to delete.
            _ = (json.RootElement.GetProperty("version"), json.RootElement.GetProperty("options"));
            var names = json.RootElement.GetProperty("files").EnumerateArray().Select(file => System.IO.Path.GetFileName(file.GetString())).ToList();
            if (names.Exists(string.IsNullOrEmpty))
                throw new JsonException("a file without a name");
            return [.. names!, ManifestName];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new BadInputException($"{manifest}: not the manifest of a run. Choose another folder.", e);
        }
    }

    /// <summary>Where to write a file until the run is committed.</summary>
    /// <param name="name">Its name in the run.</param>
    /// <exception cref="BadInputException">A file of that name is in the folder and belongs to no run.</exception>
    public string StagingPath(string name)
    {
        var target = System.IO.Path.Combine(Path, name);
        if (!_replaced.Contains(name) && System.IO.Path.Exists(target))
            throw new BadInputException($"{target}: a {(Directory.Exists(target) ? "folder" : "file")} of this name is in the way, and it is not part of a run. Move it, or choose another folder.");
        return System.IO.Path.Combine(_staging, name);
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

    /// <summary>Gives every file its name, and removes what is left of the run that is replaced.</summary>
    public void Commit()
    {
        var written = Directory.GetFiles(_staging).Select(file => System.IO.Path.GetFileName(file)!).Where(name => name != "lock")
            .OrderBy(name => name == ManifestName).ThenBy(name => name, StringComparer.Ordinal).ToList();
        foreach (var old in _replaced.OrderByDescending(name => name == ManifestName))
            File.Delete(System.IO.Path.Combine(Path, old));
        foreach (var name in written)
            File.Move(System.IO.Path.Combine(_staging, name), System.IO.Path.Combine(Path, name), overwrite: true);
        _committed = true;
    }

    /// <summary>Removes what was not committed, and the folder too where it was created for it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(_staging))
            Directory.Delete(_staging, recursive: true);
        if (_committed)
            return;
        for (var folder = System.IO.Path.GetFullPath(Path); _firstCreated is not null && folder.Length >= _firstCreated.Length; folder = System.IO.Path.GetDirectoryName(folder)!)
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private static string[] RequireFree(string path, bool overwrite)
    {
        if (File.Exists(path))
            throw new BadInputException($"{path}: a file, where a folder for the run was expected. Choose another name.");
        var files = FilesOf(path);
        if (files.Count > 0 && !overwrite)
            throw new BadInputException($"{path}: the folder already holds a run ({ManifestName}). Choose another folder, or replace that run with --force.");
        return [.. files];
    }

    /// <summary>The topmost folder of a path that does not exist yet, in full.</summary>
    private static string? FirstMissing(string path)
    {
        string? missing = null;
        for (var folder = System.IO.Path.GetFullPath(path); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
            missing = folder;
        return missing;
    }
}
