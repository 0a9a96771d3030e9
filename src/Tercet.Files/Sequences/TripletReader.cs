using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Reads back the triplets of a run.</summary>
/// <example><code>
/// foreach (var batch in TripletReader.Read("RUN/train.parquet").Chunk(32))
///     Train(batch.Select(row => row.Triplet));
/// </code></example>
public static class TripletReader
{
    /// <summary>Reads triplets in the order of the file.</summary>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file of triplets.</param>
    /// <exception cref="InvalidInputException">The file is not one of triplets.</exception>
    public static IEnumerable<TripletRow> Read(string path) => TableReader.Read(
        path, [.. TripletWriter.Columns.Select(column => (column.Name, column.Type))],
        [.. TripletWriter.FileColumns.Select(column => column.Name)], "triplets", ToTriplet);

    private static TripletRow ToTriplet(RowReader row) => new(
        new Triplet(
            row.Int64("step"), row.Int32("epoch"), row.Int32("cycle"),
            row.Int32("anchor"), row.Int32("positive"), row.Int32("negative"),
            row.Text("anchor_class"), row.Text("negative_class"), row.Finite("d_ap"), row.Finite("d_an"),
            row.OptionalFinite("target_hardness"), row.Finite("hardness"), row.Int32("rank")),
        row.TextWhereThere("anchor_file"), row.TextWhereThere("positive_file"), row.TextWhereThere("negative_file"));
}
