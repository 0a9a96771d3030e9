namespace Tercet.Files;

/// <summary>Counts of the data.</summary>
/// <param name="Items">Rows of the data, those without a class included.</param>
/// <param name="Classes">Classes among the items.</param>
/// <param name="CatalogItems">Rows of the catalog; null without one.</param>
/// <param name="Dimensions">Components of an embedding.</param>
public sealed record ManifestCounts(int Items, int Classes, int? CatalogItems, int Dimensions);
