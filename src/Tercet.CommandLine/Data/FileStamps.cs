namespace Tercet.CommandLine.Data;

/// <summary>
/// The sizes and times of input files when work began. Large files stay mapped while they are read, so that one that is written
/// to meanwhile would give a result of neither version.
/// </summary>
public sealed class FileStamps
{
    private readonly (string Path, long Length, DateTime Time)[] _stamps;

    /// <summary>Notes the files as they are.</summary>
    /// <param name="paths">The files; what is null or no regular file is passed over.</param>
    public FileStamps(params IEnumerable<string?> paths) => _stamps =
        [.. paths.OfType<string>().Where(File.Exists).Select(path => (path, LengthOf(path), File.GetLastWriteTimeUtc(path)))];

    /// <summary>Makes sure that the files are still the same.</summary>
    /// <exception cref="IOException">One is not.</exception>
    public void RequireUnchanged()
    {
        foreach (var (path, length, time) in _stamps)
        {
            if (!File.Exists(path) || LengthOf(path) != length || File.GetLastWriteTimeUtc(path) != time)
                throw new FileChangedException(path);
        }
    }

    private static long LengthOf(string path) => new FileInfo(path).Length;
}
