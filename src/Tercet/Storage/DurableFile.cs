using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tercet;

/// <summary>
/// Files that survive a crash and a power cut. A file is written beside its target, flushed to disk, and then renamed: whoever
/// opens the target sees the old file or the new one, never a part.
/// </summary>
public static partial class DurableFile
{
    /// <summary>What the name of a file ends with while it is written.</summary>
    public const string PartialSuffix = ".tercet-partial";

    private const int Interrupted = 4; // EINTR

    // EPERM, EACCES, EINVAL, EROFS, and ENOSYS and ENOTSUP of Linux and macOS: this cannot be flushed, and nothing failed.
    private static readonly int[] NotSupported = [1, 13, 22, 30, 38, 78, 95, 45];

    /// <summary>Writes a file; an existing one is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content. Where it throws, nothing is left and the target is unchanged.</param>
    /// <exception cref="IOException">The disk is full or fails, or the target cannot be replaced.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var partial = path + PartialSuffix;
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(file);
                Flush(file, path);
            }
            Replace(partial, path);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Flushes the buffers of a file to disk.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public static void Flush(FileStream file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Flush();
        Flush(file.SafeFileHandle, path);
    }

    /// <summary>Flushes a file to disk. Unlike the runtime's own methods, it reports every failure of the disk.</summary>
    /// <param name="file">The file, open for writing.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public static void Flush(SafeFileHandle file, string path)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(file);
        else
            Require(() => FlushFile(file), path);
    }

    /// <summary>Flushes a folder's list of names to disk; on Windows this is not needed.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">The disk is full or fails, or there is no such folder.</exception>
    public static void FlushFolder(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (OperatingSystem.IsWindows())
            return;
        var folder = -1;
        Require(() => folder = Open(path, 0), path); // O_RDONLY
        if (folder < 0)
            return;
        try
        {
            Require(() => FlushDescriptor(folder), path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    /// <summary>Renames a file that is flushed, and flushes the folder.</summary>
    /// <param name="partial">The file.</param>
    /// <param name="path">Its new name, in the same folder; an existing file is replaced.</param>
    /// <exception cref="IOException">The target cannot be replaced, or the disk fails.</exception>
    public static void Replace(string partial, string path)
    {
        File.Move(partial, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static void Require(Func<int> call, string path)
    {
        while (call() < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted)
                continue;
            if (NotSupported.Contains(error))
                return;
            throw new IOException($"{path}: could not be flushed to disk ({Marshal.GetPInvokeErrorMessage(error)})");
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushFile(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
