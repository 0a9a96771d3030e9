using System.Globalization;

namespace Tercet.Viewer.Runs;

/// <summary>The epochs of a training run so far, as in its <c>epochs.csv</c>.</summary>
/// <param name="Columns">The names of the numbers.</param>
/// <param name="Rows">The numbers of each epoch; NaN where there is none.</param>
/// <param name="Health">The verdict on each epoch.</param>
public sealed record EpochTable(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<double>> Rows, IReadOnlyList<string> Health)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "epochs.csv";

    private const string HealthColumn = "health";

    /// <summary>Reads the file in a folder; null where there is none yet.</summary>
    public static EpochTable? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        var file = DelimitedFile.Read(path);
        var health = file.Header.ToList().IndexOf(HealthColumn);
        return new EpochTable(
            [.. file.Header.Where(name => name != HealthColumn)],
            [.. file.Rows.Select(row => (IReadOnlyList<double>)[.. row.Where((_, i) => i != health).Select(Number)])],
            [.. file.Rows.Select(row => health < 0 ? "" : row[health])]);
    }

    /// <summary>The values of a column; null where there is no such column.</summary>
    public IReadOnlyList<double>? Column(string name)
    {
        var place = Columns.ToList().IndexOf(name);
        return place < 0 ? null : [.. Rows.Select(row => row[place])];
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
