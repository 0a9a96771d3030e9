using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>The columns of triplets, one row per negative.</summary>
internal static class TripletColumns
{
    /// <summary>The columns of every file.</summary>
    public static readonly IReadOnlyList<Column<Triplet>> Required =
    [
        new("step", row => row.Step),
        new("epoch", row => row.Epoch),
        new("cycle", row => row.Cycle),
        new("anchor", row => row.Anchor),
        new("positive", row => row.Positive),
        new("negative", row => row.Negative),
        new("d_ap", row => row.PositiveDistance),
        new("d_an", row => row.NegativeDistance),
        new("target_hardness", row => row.TargetHardness),
        new("hardness", row => row.Hardness),
        new("rank", row => row.Rank),
    ];

    /// <summary>Text columns that a file may have.</summary>
    public static readonly IReadOnlyList<string> OptionalTexts =
    [
        AnchorClass, NegativeClass, "anchor_file", "positive_file", "negative_file", "anchor_id", "positive_id", "negative_id",
        "anchor_text", "positive_text", "negative_text",
    ];

    /// <summary>The label of anchor and positive.</summary>
    public const string AnchorClass = "anchor_class";

    /// <summary>The label of the negative.</summary>
    public const string NegativeClass = "negative_class";

    private const int ColumnsBeforeClasses = 6;

    /// <summary>The columns of a run.</summary>
    /// <param name="items">What the triplets are of.</param>
    /// <param name="options">How they are mined.</param>
    /// <param name="write">What is said of each item.</param>
    public static IReadOnlyList<Column<Triplet>> Of(LabeledItems items, TripletOptions options, ItemColumns write)
    {
        List<Column<Triplet>> columns = [.. Required];
        if (!items.ArePairs)
        {
            columns.InsertRange(
                ColumnsBeforeClasses,
                [
                    new(AnchorClass, row => row.AnchorClass),
                    new(NegativeClass, row => row.NegativeClass),
                ]);
        }
        var defaults = new TripletOptions();
        var areBounded = options.Bounds != defaults.Bounds || options.SkipNearest != defaults.SkipNearest;
        if (items.ArePairs || areBounded || options.Negatives > 1)
        {
            columns.Add(new("s_ap", row => Similarity.At(row.PositiveDistance, options.Distance)));
            columns.Add(new("s_an", row => Similarity.At(row.NegativeDistance, options.Distance)));
        }
        if (areBounded || items.Scores is not null)
            columns.Add(new("removed", row => row.Removed));
        if (items.Scores is { } scores)
        {
            columns.Add(new("score_ap", row => scores.Of(row.Anchor, row.Positive)));
            columns.Add(new("score_an", row => scores.Of(row.Anchor, row.Negative)));
        }
        if (write != ItemColumns.Text && items.Items.Files is not null && items.Anchors.Files is not null)
        {
            var name = items.ArePairs ? "id" : "file";
            columns.Add(new($"anchor_{name}", row => items.Anchors.KeyOf(row.Anchor)));
            columns.Add(new($"positive_{name}", row => items.Items.KeyOf(row.Positive)));
            columns.Add(new($"negative_{name}", row => items.Items.KeyOf(row.Negative)));
        }
        if (write != ItemColumns.Ids)
        {
            var (anchors, others) = (ItemTexts.Of(items.Anchors), ItemTexts.Of(items.Items));
            columns.Add(new("anchor_text", row => anchors(row.Anchor)));
            columns.Add(new("positive_text", row => others(row.Positive)));
            columns.Add(new("negative_text", row => others(row.Negative)));
        }
        return columns;
    }
}
