namespace Tercet.CommandLine.Data;

/// <summary>The tables of a command, as read.</summary>
/// <param name="Items">The items, or passages.</param>
/// <param name="Catalog">The catalog, or the queries; null without one.</param>
/// <param name="ExcludedPairs">Pairs that are never anchor and negative.</param>
/// <param name="OtherFiles">Files in image folders that are not items.</param>
/// <param name="SplitValues">The values of the column of the split; null without one.</param>
public sealed record DataTables(
    ItemTable Items, ItemTable? Catalog, IReadOnlyList<(int Anchor, int Negative)> ExcludedPairs, int OtherFiles,
    IReadOnlyList<string?>? SplitValues)
{
    /// <summary>What is likely a mistake in the tables, or was passed over: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What stands between the labels of an item; null where each has one.</summary>
    public string? ClassSeparator { get; init; }

    /// <summary>Which items are positives, where items have several labels.</summary>
    public LabelMatch Match { get; init; }

    /// <summary>Pairs of a query and a passage that is relevant for it; null where items have classes.</summary>
    public IReadOnlyList<(int Query, int Passage)>? Pairs { get; init; }

    /// <summary>Scores of a teacher; null for none.</summary>
    public PairScores? Scores { get; init; }

    /// <summary>The table that supplies the anchors.</summary>
    public ItemTable Anchors => Catalog ?? Items;

    /// <summary>The labels in a field of classes: one, or with a separator any number.</summary>
    /// <param name="field">The field; null for none.</param>
    public IEnumerable<string> LabelsOf(string? field) => (field, ClassSeparator) switch
    {
        (null, _) => [],
        (_, null) => [field],
        _ => field.Split(ClassSeparator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    /// <summary>Joins the tables.</summary>
    /// <exception cref="InvalidInputException">The tables do not fit each other.</exception>
    public LabeledItems Join()
    {
        var joined = this switch
        {
            { Pairs: { } pairs } => LabeledItems.FromPairs(Catalog!, Items, pairs, ExcludedPairs),
            { ClassSeparator: { } separator } => LabeledItems.WithSeveralLabels(Items, separator, Match, Catalog, ExcludedPairs),
            _ => new LabeledItems(Items, Catalog, ExcludedPairs),
        };
        return Scores is null ? joined : joined.WithScores(Scores);
    }
}
