using System.IO.Compression;

namespace Tercet.CommandLine.Data;

/// <summary>The bundled data set: 2,000 characters, one typeface for the catalog and one for the items.</summary>
public static class DemoSet
{
    /// <summary>The folder it is unpacked to by default.</summary>
    public const string DefaultFolder = "tercet-demo";

    /// <summary>The file that identifies a demo's folder; unpacked first.</summary>
    private const string Marker = "README.txt";

    /// <summary>Unpacks what is missing; files that exist are left as they are.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidInputException">The folder holds something else than a demo.</exception>
    public static DataFiles Unpack(string folder)
    {
        RequireOwn(folder);
        using var resource = typeof(DemoSet).Assembly.GetManifestResourceStream("Demo/glyphs.zip")!;
        using var archive = new ZipArchive(resource);
        foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0)
            .OrderByDescending(entry => entry.FullName == Marker))
        {
            var path = Path.Combine(folder, entry.FullName);
            if (new FileInfo(path) is { Exists: true, Length: > 0 })
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Not flushed one by one: a power cut may leave empty files, which are written again.
            entry.ExtractToFile(path + DurableFile.PartialSuffix, overwrite: true);
            File.Move(path + DurableFile.PartialSuffix, path, overwrite: true);
        }
        return FilesIn(folder);
    }

    /// <summary>The files of a demo.</summary>
    /// <param name="folder">The folder it is unpacked to.</param>
    public static DataFiles FilesIn(string folder) => new()
    {
        Data = Path.Combine(folder, "items.csv"),
        Catalog = Path.Combine(folder, "catalog.csv"),
        Images = Path.Combine(folder, "images"),
    };

    private static void RequireOwn(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            && !File.Exists(Path.Combine(folder, Marker)))
            throw new InvalidInputException(
                $"{folder}: the folder holds other files. Expected a new folder, or one that the demo was unpacked to. "
                + "Choose another folder (`Out`).");
    }
}
