using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Reads back the files that <see cref="TripletWriter"/> writes.</summary>
public static class TripletReader
{
    /// <summary>Reads triplets in the order of the file.</summary>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file of triplets.</param>
    /// <exception cref="InvalidInputException">The file is not one of triplets.</exception>
    public static IEnumerable<TripletRow> Read(string path) =>
        TableReader.Read(path, [.. TripletWriter.Columns.Select(column => (column.Name, column.Type))], [.. TripletWriter.FileColumns.Select(column => column.Name)], "triplets")
            .Select(row => new TripletRow(
                new Triplet(
                    (long)row[0]!, (int)row[1]!, (int)row[2]!, (int)row[3]!, (int)row[4]!, (int)row[5]!, (string)row[6]!, (string)row[7]!,
                    (double)row[8]!, (double)row[9]!, (double?)row[10], (double)row[11]!, (int)row[12]!),
                (string?)row[13], (string?)row[14], (string?)row[15]));
}
