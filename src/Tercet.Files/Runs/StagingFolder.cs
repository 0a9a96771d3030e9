using System.Security.Cryptography;

namespace Tercet.Files;

/// <summary>
/// The hidden folder inside a run's folder that one process at a time owns: the lock, the files that are not committed yet, and
/// the journal of a commit. What a killed process left there is removed by the next that claims it; a journal is completed.
/// </summary>
internal sealed class StagingFolder : IDisposable
{
    private const string Name = ".tercet-partial";
    private const int Attempts = 100;

    // EAGAIN on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] LockedErrors = [11, 35, unchecked((int)0x80070020)];

    private readonly string _path;
    private readonly FileStream _lock;
    private readonly DateTime _mark;

    private StagingFolder(string path, FileStream claim)
    {
        (_path, _lock) = (path, claim);
        // A lock belongs to a file, not to its name: this tells whether the name still leads to the file that is locked.
        // Even seconds from 1980 on are what every file system keeps.
        _mark = DateTime.UnixEpoch.AddYears(10).AddSeconds(2.0 * RandomNumberGenerator.GetInt32(1 << 29));
        File.SetLastWriteTimeUtc(claim.SafeFileHandle, _mark);
        Journal = new CommitJournal(System.IO.Path.GetDirectoryName(path)!, path);
    }

    /// <summary>The commit that is under way.</summary>
    public CommitJournal Journal { get; }

    /// <summary>Whether a process is writing a run, or was killed while it did.</summary>
    /// <param name="run">The run's folder.</param>
    public static bool IsIn(string run) => Directory.Exists(System.IO.Path.Combine(run, Name));

    /// <summary>Whether a folder holds a commit that was interrupted.</summary>
    /// <param name="run">The run's folder.</param>
    public static bool HasJournal(string run) => CommitJournal.IsIn(System.IO.Path.Combine(run, Name));

    /// <summary>Claims the folder; null where another process has it.</summary>
    /// <param name="run">The run's folder, created where it is missing.</param>
    /// <exception cref="InvalidInputException">A link has the folder's name.</exception>
    /// <exception cref="IOException">The run's folder cannot be written to.</exception>
    public static StagingFolder? TryClaim(string run)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(run), Name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (new FileInfo(path).LinkTarget is not null)
                throw new InvalidInputException(
                    $"{path}: a link, where the folder of unfinished files is expected. Remove the link.");
            var wasLeft = Directory.Exists(path);
            Directory.CreateDirectory(path);
            FileStream claim;
            try
            {
                claim = new FileStream(LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (LockedErrors.Contains(e.HResult))
            {
                return null;
            }
            catch (IOException) when (!Directory.Exists(path))
            {
                continue; // its owner has just removed it
            }
            var folder = new StagingFolder(path, claim);
            folder.WasEnding = wasLeft && folder.Journal.Staged().Count == 0;
            if (folder.IsOwned)
                return folder;
            claim.Dispose(); // its owner removed it between opening and locking
        }
        throw new IOException($"{path}: the folder could not be claimed, since its files do not keep their times or are removed");
    }

    /// <summary>Whether another process was killed here that had nothing left to commit, or not begun.</summary>
    public bool WasEnding { get; private set; }

    /// <summary>Whether the folder is still there and this process's own.</summary>
    public bool IsOwned => File.GetLastWriteTimeUtc(LockOf(_path)) == _mark;

    /// <summary>Where a file is written to until it is committed; its folder is created.</summary>
    /// <param name="name">Its name in the run.</param>
    public string PathOf(string name)
    {
        var path = System.IO.Path.Combine(Journal.Files, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>A folder for files that never become part of the run.</summary>
    /// <param name="name">Its name.</param>
    public string WorkFolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Work, name)).FullName;

    /// <summary>Removes what is not committed; a journal, and what it lists, stays.</summary>
    public void Clear()
    {
        Remove(Work);
        if (!Journal.Exists)
            Remove(Journal.Files);
    }

    /// <summary>Removes the folder, while it is still locked, and releases it.</summary>
    public void Dispose()
    {
        try
        {
            if (IsOwned)
            {
                Clear();
                if (OperatingSystem.IsWindows())
                    _lock.Dispose();
                if (!Journal.Exists)
                {
                    File.Delete(LockOf(_path));
                    Directory.Delete(_path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process that claims the folder removes what is left.
        }
        _lock.Dispose();
    }

    private string Work => System.IO.Path.Combine(_path, "work");

    private static string LockOf(string path) => System.IO.Path.Combine(path, "lock");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true); // of links, the links alone
    }
}
