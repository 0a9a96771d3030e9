
namespace Tercet.Files;

/// <summary>What of the data takes no part, whatever is done with them.</summary>
public static class SkippedData
{
    public static IEnumerable<ManifestSkip> Of(Dataset data)
    {
        ManifestSkip[] all =
        [
            new(data.Items.WithoutClass, "items without a class", "a row without a class label takes no part"),
            new(data.Catalog?.WithoutClass ?? 0, "catalog items without a class", "a row without a class label takes no part"),
            new(data.Items.WithoutImage, "items without an image", "their images, or all those of their class in the catalog, could not be used (--on-bad-image skip)"),
            new(data.Catalog?.WithoutImage ?? 0, "catalog items without an image", "their images could not be used (--on-bad-image skip)"),
            new(data.CatalogClassesWithoutItems, "catalog classes without items", "a class without items has no positive; its catalog items are not used"),
        ];
        return all.Where(skip => skip.Count > 0);
    }
}
