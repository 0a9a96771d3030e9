namespace Tercet.Files;

/// <summary>Which columns of a file of pairs are read. Names match in any letter case, an exact match first.</summary>
public sealed record PairsFileOptions
{
    /// <summary>The column of the queries' ids. Default <c>query</c>, or <c>query-id</c> as in BEIR.</summary>
    public string? QueryColumn { get; init; }

    /// <summary>The column of the passages' ids. Default <c>passage</c>, or <c>corpus-id</c> as in BEIR.</summary>
    public string? PassageColumn { get; init; }

    /// <summary>Pairs with a lesser value are counted, and otherwise passed over. Default null: none are.</summary>
    public double? MinValue { get; init; }

    /// <summary>The column of grades, or of scores. Default <c>score</c> or <c>grade</c>, where there is one.</summary>
    public string? ValueColumn { get; init; }
}
