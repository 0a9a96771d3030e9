using System.Text;

namespace Tercet.Files;

/// <summary>A delimited text file with a header: comma, semicolon, tab, bar or blanks; quoted fields; any line ends.</summary>
/// <param name="Header">The names of its columns.</param>
/// <param name="Rows">Its records, each as long as the header.</param>
public sealed record DelimitedFile(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">No such file, an empty or a damaged one.</exception>
    /// <example><code>
    /// foreach (var row in DelimitedFile.Read("RUN/exclusions.csv").Rows)
    ///     Console.WriteLine($"{row[0]} and {row[1]}");
    /// </code></example>
    public static DelimitedFile Read(string path)
    {
        var csv = CsvFile.Read(path);
        return new DelimitedFile(csv.Header, [.. csv.Records()]);
    }

    /// <summary>The file as comma-separated values (RFC 4180), in UTF-8.</summary>
    public byte[] ToCsv() => Encoding.UTF8.GetBytes(string.Concat(
        Rows.Prepend(Header).Select(row => string.Join(',', row.Select(CsvText.Quote)) + "\n")));
}
