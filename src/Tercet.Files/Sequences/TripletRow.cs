namespace Tercet.Files;

/// <summary>A triplet, as in a file.</summary>
/// <param name="Triplet">The triplet.</param>
/// <param name="AnchorFile">The anchor's file; null where the data have no file column.</param>
/// <param name="PositiveFile">The positive's file.</param>
/// <param name="NegativeFile">The negative's file.</param>
public readonly record struct TripletRow(Triplet Triplet, string? AnchorFile, string? PositiveFile, string? NegativeFile);
