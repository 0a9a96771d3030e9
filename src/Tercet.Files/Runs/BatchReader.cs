using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Reads back the files that <see cref="BatchWriter"/> writes.</summary>
public static class BatchReader
{
    /// <summary>Reads batches in the order of the file, each as the rows of its items: what a data loader in TorchSharp, or any other, takes as its batch sampler.</summary>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file of batches.</param>
    /// <exception cref="InvalidInputException">The file is not one of batches.</exception>
    public static IEnumerable<IReadOnlyList<BatchRow>> Read(string path)
    {
        var batch = new List<BatchRow>();
        foreach (var row in ReadRows(path))
        {
            if (batch.Count > 0 && batch[0].Step != row.Step)
            {
                yield return batch;
                batch = [];
            }
            batch.Add(row);
        }
        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary>Reads the items of batches, one after the other, in the order of the file.</summary>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file of batches.</param>
    /// <exception cref="InvalidInputException">The file is not one of batches.</exception>
    public static IEnumerable<BatchRow> ReadRows(string path) =>
        TableReader.Read(path, [.. BatchWriter.Columns.Select(column => (column.Name, column.Type))], [BatchWriter.FileColumn.Name], "batches")
            .Select(row => new BatchRow(
                (long)row[0]!, (int)row[1]!, (int)row[2]!, (int)row[3]!, (double?)row[9],
                new BatchItem((int)row[4]!, RoleOf(path, (string)row[5]!), (int)row[6]!, (string)row[7]!, (double?)row[8], (double?)row[10]), (string?)row[11]));

    private static ItemRole RoleOf(string path, string name) => EnumNames.Parse<ItemRole>(name)
        ?? throw new InvalidInputException($"{path}: role '{name}'; expected {string.Join(" or ", EnumNames.All<ItemRole>())}. Form the batches again with 'tercet mine --as batches'.");
}
