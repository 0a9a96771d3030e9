namespace Tercet.Files;

/// <summary>Which columns of a table of queries or passages are read. Names match in any letter case, an exact match first.</summary>
public sealed record TextTableOptions
{
    /// <summary>The column of ids. Default <c>id</c>, or <c>_id</c> where there is none.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The column of texts, where there is one. Default <c>text</c>.</summary>
    public string TextColumn { get; init; } = "text";

    /// <summary>Whether the column of texts is required. Default false.</summary>
    public bool RequireTexts { get; init; }

    /// <summary>The column of groups: a passage in the group of a query is never its negative. Default null: no groups.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>The column that says <c>train</c> or <c>test</c>. Default null: no such column.</summary>
    public string? SplitColumn { get; init; }
}
