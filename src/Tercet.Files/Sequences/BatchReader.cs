using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Reads back the batches of a run.</summary>
/// <example><code>
/// foreach (var batch in BatchReader.Read("RUN/train.parquet"))
///     Train(batch.Select(row => row.Item.Row));
/// </code></example>
public static class BatchReader
{
    /// <summary>Reads batches in the order of the file, each as the rows of its items.</summary>
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
    public static IEnumerable<BatchRow> ReadRows(string path) => TableReader.Read(
        path, [.. BatchWriter.Columns.Select(column => (column.Name, column.Type))], ["file", "id"], "batches",
        row => new BatchRow(
            row.Int64("step"), row.Int32("epoch"), row.Int32("batch"), row.Int32("slot"), row.OptionalFinite("target_hardness"),
            new BatchItem(
                row.Int32("group"), RoleOf(path, row.Text("role")), row.Int32("item"), row.Text("class"),
                row.OptionalFinite("distance"), row.OptionalFinite("hardness")),
            row.TextWhereThere("file") ?? row.TextWhereThere("id")));

    private static ItemRole RoleOf(string path, string name) => EnumNames.Parse<ItemRole>(name)
        ?? throw new InvalidInputException(
            $"{path}: role '{name}'; expected {string.Join(" or ", EnumNames.All<ItemRole>())}. "
            + "Form the batches again with 'tercet mine'.");
}
