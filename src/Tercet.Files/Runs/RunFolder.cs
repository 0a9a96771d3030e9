using System.Text.Json;

namespace Tercet.Files;

/// <summary>
/// The folder of a run. Files are written to a hidden folder inside it; a commit moves them to their names, all or none: one
/// that is interrupted, even by a power cut, is completed by whoever opens the folder next. Without a commit the folder is
/// unchanged.
/// </summary>
public sealed class RunFolder : IDisposable
{
    /// <summary>The file that makes a folder a run.</summary>
    public const string ManifestName = "manifest.json";

    private readonly RunKind _kind;
    private readonly bool _replacesPlan;
    private readonly string? _firstCreated;
    private readonly StagingFolder _staging;
    private readonly HashSet<string> _own = []; // may be overwritten
    private readonly HashSet<string> _begun = []; // since the last commit
    private readonly byte[]? _expected; // the record that the next commit must have
    private string[] _replaced = []; // removed by the next commit
    private bool _committed;

    private RunFolder(string path, RunKind kind, bool overwrite, bool resume, bool merge)
    {
        (Path, _kind, _replacesPlan) = (path, kind, kind.IsMerged || kind == RunKind.Plan);
        if (File.Exists(path))
            throw new InvalidInputException(
                $"{path}: a file, where a folder for the {kind.Name} was expected. Choose another name.");
        if (!StagingFolder.IsIn(path))
            RequireFree(path, kind, overwrite || resume); // before the folder is touched
        if (kind.IsMerged && !merge && !overwrite && File.Exists(System.IO.Path.Combine(path, RunPlan.FileName)))
            throw new InvalidInputException(
                $"{path}: the folder holds the plan of a {kind.Name} in parts ({RunPlan.FileName}). Finish it ('tercet status {path}' "
                + "shows what is missing), choose another folder, or replace it (`Overwrite`).");
        _firstCreated = FirstMissing(path);
        _staging = StagingFolder.TryClaim(path) ?? throw new InvalidInputException(
            $"{path}: another {kind.Name} is being written there now. Wait for it to end, or choose another folder.");
        try
        {
            // An interrupted command may be repeated: what it had committed is then replaced by the same, or by nothing.
            var repeatable = (_staging.Journal.Recover() || _staging.WasEnding) && kind == RunKind.Run && !overwrite;
            var files = RequireFree(path, kind, overwrite || resume || repeatable);
            _own.UnionWith(files);
            if (repeatable && files.Length > 0)
                _expected = File.ReadAllBytes(System.IO.Path.Combine(path, kind.Record));
            if (!resume)
                _replaced = files;
            _staging.Clear();
        }
        catch
        {
            Dispose();
            throw;
        }
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
        new(path, kind, overwrite, resume, merge: false);

    /// <summary>Claims the folder of a plan for the run that its parts become; the commit removes plan and parts.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="kind">Of what kind.</param>
    /// <param name="overwrite">Whether an existing run may be replaced.</param>
    public static RunFolder CreateMerged(string path, RunKind kind, bool overwrite) =>
        new(path, kind, overwrite, resume: false, merge: true);

    /// <summary>Whether a process is writing to a folder, or was killed while it did.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsUnderWay(string path) => StagingFolder.IsIn(path);

    /// <summary>Completes a commit that was interrupted, so that the folder can be read; does nothing where there is none.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidInputException">The journal of the commit is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Recover(string path)
    {
        if (StagingFolder.HasJournal(path))
            CleanUp(path);
    }

    /// <summary>
    /// Removes what a killed process left unfinished in a folder, unless another one is writing there now; a commit that was
    /// interrupted is completed.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidInputException">The journal of the commit is damaged.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void CleanUp(string path)
    {
        if (!StagingFolder.IsIn(path))
            return;
        using var staging = StagingFolder.TryClaim(path);
        staging?.Journal.Recover();
    }

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
            _ = json.RootElement.GetProperty("version");
            if (kind == RunKind.Plan)
                return [.. PartsFolder.NamesIn(path)];
            _ = json.RootElement.GetProperty("options");
            var names = json.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()).ToList();
            if (names.Exists(string.IsNullOrEmpty))
                throw new JsonException("a file without a name");
            return [.. names.Where(name => RunNames.IsInside(name!))!, kind.Record];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException($"{manifest}: not the {kind.RecordName} of a {kind.Name}. Choose another folder.", e);
        }
    }

    /// <summary>Makes sure that files can be written later, after long work.</summary>
    /// <param name="names">Their names in the run.</param>
    /// <exception cref="InvalidInputException">Something of such a name is in the folder and belongs to no run.</exception>
    public void RequireFree(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var obstacle in names.Select(Obstacle).OfType<string>())
        {
            var what = new FileInfo(obstacle).LinkTarget is not null ? "link" : Directory.Exists(obstacle) ? "folder" : "file";
            throw new InvalidInputException(
                $"{obstacle}: a {what} with this name already exists and does not belong to a {_kind.Name}. "
                + "Move it, or choose another folder.");
        }
    }

    /// <summary>Where to write a file until the run is committed.</summary>
    /// <param name="name">Its name in the run; after a slash where it is in a sub-folder.</param>
    /// <exception cref="InvalidInputException">Something of that name is in the folder and belongs to no run.</exception>
    /// <exception cref="IOException">The folder was removed meanwhile.</exception>
    public string StagingPath(string name)
    {
        RequireFree([name]);
        RequireOwned();
        _begun.Add(name);
        return _staging.PathOf(name);
    }

    /// <summary>A folder for files that never become part of the run; it goes with this object, or with the next run.</summary>
    /// <param name="name">Its name.</param>
    public string WorkFolder(string name) => _staging.WorkFolder(name);

    /// <summary>Writes a whole file.</summary>
    /// <param name="name">Its name in the run.</param>
    /// <param name="content">Its bytes.</param>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(StagingPath(name), FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content);
    }

    /// <summary>
    /// Moves every file to its name, and removes what is left of the run that is replaced: all of it or nothing. More files may
    /// be written and committed afterwards.
    /// </summary>
    /// <exception cref="InvalidInputException">A run that an interrupted command had committed would be replaced.</exception>
    /// <exception cref="IOException">The disk is full or fails, or the folder was removed meanwhile.</exception>
    public void Commit()
    {
        RequireOwned();
        string[] staged =
        [
            .. _staging.Journal.Staged().OrderBy(name => name == _kind.Record).ThenBy(name => name, StringComparer.Ordinal),
        ];
        if (_begun.Except(staged).FirstOrDefault() is { } lost)
            throw new IOException($"{System.IO.Path.Combine(Path, lost)}: the file was removed while it was written");
        RequireFree(staged);
        RequireExpected(staged);
        FlushCreated();
        var parts = _replacesPlan && !_committed ? PartsFolder.NamesIn(Path) : [];
        _staging.Journal.Commit(staged, [.. _replaced.Union(parts).Except(staged).Where(RunNames.Contains)]);
        _replaced = [];
        _begun.Clear();
        _own.UnionWith(staged);
        _committed = true;
    }

    /// <summary>Removes what was not committed, and the folder too where it was created for it.</summary>
    public void Dispose()
    {
        _staging.Dispose();
        if (_committed || _firstCreated is null)
            return;
        try
        {
            for (var folder = System.IO.Path.GetFullPath(Path); folder.Length >= _firstCreated.Length;
                 folder = System.IO.Path.GetDirectoryName(folder)!)
            {
                if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                    Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder is left.
        }
    }

    /// <summary>Flushes the names of the folders that were created for the run.</summary>
    private void FlushCreated()
    {
        if (_firstCreated is null)
            return;
        var above = System.IO.Path.GetDirectoryName(_firstCreated);
        for (var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)); folder?.Length >= above?.Length;
             folder = System.IO.Path.GetDirectoryName(folder))
            DurableFile.FlushFolder(folder);
    }

    private void RequireOwned()
    {
        if (!_staging.IsOwned)
            throw new IOException($"{Path}: the folder was removed or replaced while the {_kind.Name} was written");
    }

    private void RequireExpected(string[] staged)
    {
        if (_expected is null || !staged.Contains(_kind.Record))
            return;
        if (!_expected.AsSpan().SequenceEqual(File.ReadAllBytes(System.IO.Path.Combine(_staging.Journal.Files, _kind.Record))))
            throw AlreadyThere(Path, _kind);
    }

    /// <summary>The file, folder or link that occupies a name and belongs to no run; null for none.</summary>
    private string? Obstacle(string name)
    {
        var target = System.IO.Path.Combine(Path, name);
        if (_staging.Journal.FirstLink(name) is { } link)
            return System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(System.IO.Path.GetFullPath(Path), link));
        if (System.IO.Path.GetDirectoryName(target) is { } folder && File.Exists(folder))
            return folder;
        return Directory.Exists(target) || (File.Exists(target) && !_own.Contains(name)) ? target : null;
    }

    private static string[] RequireFree(string path, RunKind kind, bool mayBeThere)
    {
        var files = FilesOf(path, kind);
        return files.Length == 0 || mayBeThere ? files : throw AlreadyThere(path, kind);
    }

    private static InvalidInputException AlreadyThere(string path, RunKind kind) =>
        new($"{path}: the folder already holds a {kind.Name} ({kind.Record}). {kind.Advice}");

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
