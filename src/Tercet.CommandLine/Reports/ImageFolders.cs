namespace Tercet.CommandLine.Reports;

/// <summary>Where the images of a run are.</summary>
/// <param name="Anchors">The folder that the files of the catalog, or else of the items, are relative to.</param>
/// <param name="Items">The same for the items.</param>
internal sealed record ImageFolders(string Anchors, string Items);
