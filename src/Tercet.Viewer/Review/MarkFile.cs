namespace Tercet.Viewer.Review;

/// <summary>The file of one kind of marks, as <c>mine --exclude</c> and <c>mine --relabel</c> read them.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Header">Its columns.</param>
public sealed record MarkFile(MarkKind Kind, string Name, IReadOnlyList<string> Header)
{
    /// <summary>Pairs that are the same thing.</summary>
    public static MarkFile Exclusions { get; } = new(MarkKind.SameThing, "exclusions.csv", ["anchor", "negative"]);

    /// <summary>Items with a wrong label.</summary>
    public static MarkFile Relabel { get; } = new(MarkKind.WrongLabel, "relabel.csv", ["item", "class", "was"]);

    /// <summary>Pairs that are fine.</summary>
    public static MarkFile Reviewed { get; } = new(MarkKind.Fine, "reviewed.csv", ["anchor", "negative"]);

    /// <summary>All three.</summary>
    public static IReadOnlyList<MarkFile> All { get; } = [Exclusions, Relabel, Reviewed];

    /// <summary>Reads the marks of a file; none where there is no such file.</summary>
    /// <exception cref="InvalidInputException">The file is another one, or damaged.</exception>
    public IEnumerable<Mark> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var table = DelimitedFile.Read(path);
        if (table.Header.Count < 2)
            throw new InvalidInputException(
                $"{path}: expected the columns {string.Join(", ", Header)}. Move the file away, or correct its first line.");
        return table.Rows.Select(row => new Mark(Kind, row[0], row[1], row.Count > 2 ? row[2] : ""));
    }

    /// <summary>Writes the marks of this kind into a folder, durably; a file that is there is replaced.</summary>
    public void Write(string folder, IEnumerable<Mark> marks)
    {
        IEnumerable<IReadOnlyList<string>> rows = marks.Where(mark => mark.Kind == Kind)
            .Select(mark => ((string[])[mark.First, mark.Second, mark.Note])[..Header.Count]);
        var content = new DelimitedFile(Header, [.. rows]).ToCsv();
        DurableFile.Write(Path.Combine(folder, Name), file => file.Write(content));
    }
}
