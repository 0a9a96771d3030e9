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
    /// <param name="withTexts">Whether labels, files, ids and texts are read too; numbers alone take a fraction of the time.</param>
    /// <exception cref="InvalidInputException">The file is not one of triplets.</exception>
    public static IEnumerable<TripletRow> Read(string path, bool withTexts = true) => TableReader.Read<TripletRow>(
        path, [.. TripletColumns.Required.Select(column => (column.Name, column.Type))],
        withTexts ? TripletColumns.OptionalTexts : [], "triplets", withTexts ? ToTriplet : ToNumbers);

    private static TripletRow ToNumbers(RowReader row) => new(ToTriplet(row, "", ""), null, null, null);

    private static Triplet ToTriplet(RowReader row, string anchorClass, string negativeClass) => new(
        row.Int64("step"), row.Int32("epoch"), row.Int32("cycle"),
        row.Int32("anchor"), row.Int32("positive"), row.Int32("negative"), anchorClass, negativeClass,
        row.Finite("d_ap"), row.Finite("d_an"), row.OptionalFinite("target_hardness"), row.Finite("hardness"), row.Int32("rank"));

    private static TripletRow ToTriplet(RowReader row) => new(
        ToTriplet(
            row, row.TextWhereThere(TripletColumns.AnchorClass) ?? row.TextWhereThere("anchor_id") ?? "",
            row.TextWhereThere(TripletColumns.NegativeClass) ?? ""),
        KeyOf(row, "anchor"), KeyOf(row, "positive"), KeyOf(row, "negative"))
    {
        AnchorText = row.TextWhereThere("anchor_text"),
        PositiveText = row.TextWhereThere("positive_text"),
        NegativeText = row.TextWhereThere("negative_text"),
    };

    private static string? KeyOf(RowReader row, string role) =>
        row.TextWhereThere(role + "_file") ?? row.TextWhereThere(role + "_id");
}
