using System.Globalization;
using System.Text;

namespace Tercet.Files;

/// <summary>Writes which items are trained on and which are held out.</summary>
public static class SplitFile
{
    /// <summary>The name of the file in a run's folder.</summary>
    public const string Name = "split.csv";

    /// <summary>
    /// A CSV file with columns row, file, class and part: train, test, or blank for items without a class. For pairs, the rows are
    /// the queries, with columns row, id and part.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <param name="split">The split.</param>
    /// <returns>UTF-8; it can be given back with <c>part</c> as the column of the split.</returns>
    public static byte[] Write(LabeledItems items, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(split);
        var table = items.ArePairs ? items.Anchors : items.Items;
        var parts = new string[table.Count];
        foreach (var row in split.TrainQueries ?? split.TrainRows)
            parts[row] = "train";
        foreach (var row in split.TestQueries ?? split.TestRows)
            parts[row] = "test";
        var text = new StringBuilder(items.ArePairs ? "row,id,part\n" : "row,file,class,part\n");
        for (var row = 0; row < parts.Length; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{CsvText.Quote(table.Files?[row] ?? "")},");
            if (!items.ArePairs)
                text.Append(CultureInfo.InvariantCulture, $"{CsvText.Quote(table.Classes[row] ?? "")},");
            text.Append(CultureInfo.InvariantCulture, $"{parts[row]}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
