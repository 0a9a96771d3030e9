using System.Globalization;
using System.Text;

namespace Tercet.Files;

/// <summary>Writes which items are trained on and which are held out.</summary>
public static class SplitFile
{
    /// <summary>The name of the file in a run's folder.</summary>
    public const string Name = "split.csv";

    /// <summary>A CSV file with columns row, file, class and part: train, test, or blank for items without a class.</summary>
    /// <param name="items">The items.</param>
    /// <param name="split">The split.</param>
    /// <returns>UTF-8; it can be given back with <c>part</c> as the column of the split.</returns>
    public static byte[] Write(ItemTable items, DataSplit split)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(split);
        var parts = new string[items.Count];
        foreach (var row in split.TrainRows)
            parts[row] = "train";
        foreach (var row in split.TestRows)
            parts[row] = "test";
        var text = new StringBuilder("row,file,class,part\n");
        for (var row = 0; row < parts.Length; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{CsvText.Quote(items.Files?[row] ?? "")},")
                .Append(CultureInfo.InvariantCulture, $"{CsvText.Quote(items.Classes[row] ?? "")},{parts[row]}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
