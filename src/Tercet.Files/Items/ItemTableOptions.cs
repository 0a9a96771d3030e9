namespace Tercet.Files;

/// <summary>Which columns of a table are read. Names match in any letter case, an exact match first.</summary>
public sealed record ItemTableOptions
{
    /// <summary>The column of file names, or of any other key that is unique. Default <c>file</c>.</summary>
    public string FileColumn { get; init; } = "file";

    /// <summary>The column of class labels. Default <c>class</c>.</summary>
    public string ClassColumn { get; init; } = "class";

    /// <summary>The column of groups, whose items are never each other's negatives. Default null: no groups.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>The column of texts, where there is one. Default <c>text</c>.</summary>
    public string TextColumn { get; init; } = "text";

    /// <summary>Whether the column of texts is required. Default false.</summary>
    public bool RequireTexts { get; init; }

    /// <summary>The column that says <c>train</c> or <c>test</c>. Default null: no such column.</summary>
    public string? SplitColumn { get; init; }

    /// <summary>
    /// Whether the file column is required. Default true; false where embeddings are given and rows need no name.
    /// </summary>
    public bool RequireFiles { get; init; } = true;

    /// <summary>
    /// Whether every row needs a file, and one of its own. Default true; false where embeddings are given, so that files only
    /// name rows.
    /// </summary>
    public bool UniqueFiles { get; init; } = true;

    /// <summary>
    /// Whether the class column is required. Default true; false where only files are needed: without it, no item has a class.
    /// </summary>
    public bool RequireClasses { get; init; } = true;
}
