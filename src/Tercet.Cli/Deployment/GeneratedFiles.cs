using System.Text;

namespace Tercet.Cli.Deployment;

/// <summary>Scripts and manifests that are meant to be read, and changed where a cluster needs it.</summary>
internal static class GeneratedFiles
{
    /// <summary>Writes files, in folders that are made where they are missing.</summary>
    /// <param name="files">Paths and contents.</param>
    /// <param name="overwrite">Whether existing files that differ, as those that were changed do, are replaced.</param>
    /// <exception cref="InvalidInputException">Some differ and are not to be replaced; nothing is written.</exception>
    public static void Write(IReadOnlyList<(string Path, string Content)> files, bool overwrite)
    {
        var contents = files.Select(file => (file.Path, Bytes: Encoding.UTF8.GetBytes(file.Content))).ToList();
        var changed = contents.Where(file => File.Exists(file.Path) && !File.ReadAllBytes(file.Path).AsSpan().SequenceEqual(file.Bytes));
        if (!overwrite && changed.Select(file => file.Path).ToList() is { Count: > 0 } paths)
        {
            throw new InvalidInputException(
                "files exist already and differ from what these options give", paths,
                "Overwrite them with --force, or move them away.");
        }
        foreach (var (path, bytes) in contents)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            DurableFile.Write(path, file => file.Write(bytes));
        }
    }
}
