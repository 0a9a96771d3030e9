namespace Tercet.CommandLine.Reports;

/// <summary>Where the images of a run are.</summary>
/// <param name="Anchors">Those of the catalog, or else of the items.</param>
/// <param name="Items">Those of the items.</param>
internal sealed record ImageFolders(ImageFolder Anchors, ImageFolder Items);
