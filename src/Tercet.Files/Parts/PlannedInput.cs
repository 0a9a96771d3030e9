namespace Tercet.Files;

/// <summary>An input of a plan.</summary>
/// <param name="Input">As in a manifest.</param>
/// <param name="Listing">SHA-256 of the table that a folder is read as; null for files.</param>
/// <param name="Files">Its files as they were; none for a folder of images.</param>
public sealed record PlannedInput(ManifestInput Input, string? Listing, IReadOnlyList<PlannedFile> Files);

/// <summary>A file as it was when the plan was made.</summary>
/// <param name="Path">The path, as given.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was written last.</param>
public sealed record PlannedFile(string Path, long Bytes, DateTime Modified);
