namespace Tercet.Files;

/// <summary>A triplet, as in a file.</summary>
/// <param name="Triplet">The triplet.</param>
/// <param name="AnchorFile">The anchor's file, or id; null where the file has neither.</param>
/// <param name="PositiveFile">The positive's file, or id.</param>
/// <param name="NegativeFile">The negative's file, or id.</param>
public readonly record struct TripletRow(Triplet Triplet, string? AnchorFile, string? PositiveFile, string? NegativeFile)
{
    /// <summary>The anchor's text; null where the file has none.</summary>
    public string? AnchorText { get; init; }

    /// <summary>The positive's text.</summary>
    public string? PositiveText { get; init; }

    /// <summary>The negative's text.</summary>
    public string? NegativeText { get; init; }
}
