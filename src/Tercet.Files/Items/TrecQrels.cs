using System.Globalization;

namespace Tercet.Files;

/// <summary>
/// Relevance judgements as TREC writes them: lines of query, iteration, document and grade, separated by blanks or tabs, without a
/// header.
/// </summary>
internal sealed record TrecQrels(
    IReadOnlyList<string> Queries, IReadOnlyList<string> Passages, IReadOnlyList<string> Grades, string Sha256)
{
    private const int Fields = 4;

    /// <summary>Reads a file; null where its first line is not a judgement.</summary>
    /// <exception cref="InvalidInputException">A later line is not one.</exception>
    public static TrecQrels? Read(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is ".parquet" or ".jsonl" or ".ndjson" || !File.Exists(path)
            || RegularFile.IsEmpty(path))
            return null;
        using (var start = new StreamReader(path))
        {
            if (Split(start.ReadLine() ?? "") is null)
                return null;
        }
        var file = TextFile.Read(path);
        var (queries, passages, grades) = (new List<string>(), new List<string>(), new List<string>());
        using var lines = new StringReader(file.Text);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var fields = Split(line) ?? throw new InvalidInputException(
                $"{path}, row {number}: '{line}'. Expected four fields as in the first line: query, iteration, document, grade.");
            queries.Add(fields[0]);
            passages.Add(fields[2]);
            grades.Add(fields[3]);
        }
        return new TrecQrels(queries, passages, grades, file.Sha256);
    }

    private static string[]? Split(string line)
    {
        var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == Fields && (fields[1] == "Q0" || IsInteger(fields[1])) && IsNumber(fields[3])
            ? fields
            : null;
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool IsInteger(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
