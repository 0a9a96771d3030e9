namespace Tercet.CommandLine.Data;

/// <summary>The tables of a command, as read.</summary>
/// <param name="Items">The items.</param>
/// <param name="Catalog">The catalog; null without one.</param>
/// <param name="ExcludedPairs">Pairs that are never anchor and negative.</param>
/// <param name="OtherFiles">Files in image folders that are not items.</param>
/// <param name="SplitValues">The values of the column of the split; null without one.</param>
public sealed record DataTables(
    ItemTable Items, ItemTable? Catalog, IReadOnlyList<(int Anchor, int Negative)> ExcludedPairs, int OtherFiles,
    IReadOnlyList<string?>? SplitValues)
{
    /// <summary>What is likely a mistake in the tables, or was passed over: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Joins the tables.</summary>
    /// <exception cref="InvalidInputException">The tables do not fit each other.</exception>
    public LabeledItems Join() => new(Items, Catalog, ExcludedPairs);
}
