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
        path, [.. TripletColumns.Required.Select(column => (column.Name, column.Type))], TripletColumns.OptionalTexts, "triplets",
        ToTriplet);

    private static TripletRow ToTriplet(RowReader row) => new(
        new Triplet(
            row.Int64("step"), row.Int32("epoch"), row.Int32("cycle"),
            row.Int32("anchor"), row.Int32("positive"), row.Int32("negative"),
            row.TextWhereThere(TripletColumns.AnchorClass) ?? row.TextWhereThere("anchor_id") ?? "",
            row.TextWhereThere(TripletColumns.NegativeClass) ?? "", row.Finite("d_ap"), row.Finite("d_an"),
            row.OptionalFinite("target_hardness"), row.Finite("hardness"), row.Int32("rank")),
        KeyOf(row, "anchor"), KeyOf(row, "positive"), KeyOf(row, "negative"))
    {
        AnchorText = row.TextWhereThere("anchor_text"),
        PositiveText = row.TextWhereThere("positive_text"),
        NegativeText = row.TextWhereThere("negative_text"),
    };

    private static string? KeyOf(RowReader row, string role) =>
        row.TextWhereThere(role + "_file") ?? row.TextWhereThere(role + "_id");
}
