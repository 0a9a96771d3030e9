using System.IO.Compression;
using System.Text;

namespace Glyphs;

/// <summary>The files of an image set, each a path and its bytes.</summary>
internal static class GlyphSet
{
    private const string CatalogFolder = "catalog";

    /// <summary>Those of the characters that all the typefaces draw.</summary>
    public static IReadOnlyList<int> Shared(IReadOnlyList<int> characters, IReadOnlyList<Typeface> typefaces)
    {
        int[] shared = [.. characters.AsParallel().AsOrdered()
            .Where(character => typefaces.All(typeface => typeface.Draws(character)))];
        return shared.Length > 0 ? shared : throw new GlyphsException(
            $"None of the {characters.Count} characters asked for is in all of "
            + $"{string.Join(", ", typefaces.Select(typeface => typeface.Name))}. Choose other characters or typefaces.");
    }

    /// <summary>Draws the set: the images, catalog.csv, items.csv and README.txt, the images first.</summary>
    public static IReadOnlyList<(string Path, byte[] Content)> Render(
        Typeface catalog, IReadOnlyList<Typeface> items, IReadOnlyList<int> characters, int size)
    {
        var folders = items.Select(typeface => (typeface.Slug, Typeface: typeface))
            .Prepend((Slug: CatalogFolder, Typeface: catalog)).ToList();
        if (folders.DistinctBy(folder => folder.Slug).Count() < folders.Count)
            throw new GlyphsException("--items names a typeface twice: each may be given once.");
        var rows = folders.SelectMany(folder => characters.Select(character =>
            (folder.Typeface, Character: character, File: $"{folder.Slug}/{character:x4}.png"))).ToList();
        var images = rows.AsParallel().AsOrdered()
            .Select(row => ("images/" + row.File, row.Typeface.Render(row.Character, size)));
        return [
            .. images,
            ("catalog.csv", Csv(rows.Take(characters.Count).Select(row => (row.File, row.Character)))),
            ("items.csv", Csv(rows.Skip(characters.Count).Select(row => (row.File, row.Character)))),
            ("README.txt", Encoding.UTF8.GetBytes(Readme(catalog, items, characters.Count, size))),
        ];
    }

    public static void WriteFolder(IReadOnlyList<(string Path, byte[] Content)> files, string folder)
    {
        foreach (var (path, content) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
        }
    }

    /// <summary>Writes a zip that is the same, byte for byte, whenever it is written: entries by path, all dated 1980.</summary>
    public static void WriteZip(IReadOnlyList<(string Path, byte[] Content)> files, string archive)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        using var zip = new ZipArchive(File.Create(archive), ZipArchiveMode.Create);
        foreach (var (path, content) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var entry = zip.CreateEntry(path, CompressionLevel.SmallestSize);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(content);
        }
    }

    private static byte[] Csv(IEnumerable<(string File, int Character)> rows)
    {
        var text = new StringBuilder("file,class\n");
        foreach (var (file, character) in rows)
        {
            var name = char.ConvertFromUtf32(character);
            text.Append(file).Append(',').Append(name is "," or "\"" ? $"\"{name.Replace("\"", "\"\"")}\"" : name).Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Readme(Typeface catalog, IReadOnlyList<Typeface> items, int characters, int size)
    {
        var text = new StringBuilder($"""
            {characters} characters as images of {size} × {size} pixels, black on white.
            catalog.csv and items.csv name each image (relative to images/) and the character that it shows.

            catalog: {catalog.Name}
            items: {string.Join(", ", items.Select(typeface => typeface.Name))}

            Copyright and licence of the typefaces, as the fonts state them:

            """.ReplaceLineEndings("\n"));
        foreach (var typeface in items.Prepend(catalog).DistinctBy(typeface => typeface.Name))
            text.Append('\n').Append(typeface.Name).Append('\n').AppendJoin("", typeface.Notices().Select(line => $"  {line}\n"));
        return text.ToString();
    }
}
