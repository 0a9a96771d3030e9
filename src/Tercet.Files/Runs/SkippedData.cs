namespace Tercet.Files;

/// <summary>The part of the data that is left out of every run.</summary>
public static class SkippedData
{
    /// <summary>Counts what is left out, with the reason.</summary>
    /// <param name="items">The data.</param>
    /// <param name="otherFiles">Files in an image folder that are not items (<see cref="ItemTableFile.OtherFiles"/>).</param>
    public static IReadOnlyList<SkippedCount> Count(LabeledItems items, int otherFiles = 0)
    {
        ArgumentNullException.ThrowIfNull(items);
        SkippedCount[] all =
        [
            new(items.Items.WithoutClass, "items without a class", "a row without a class label takes no part"),
            new(items.Catalog?.WithoutClass ?? 0, "catalog items without a class", "a row without a class label takes no part"),
            new(
                items.Items.WithoutImage, "items without an image",
                "their images, or all those of their class in the catalog, could not be used"),
            new(items.Catalog?.WithoutImage ?? 0, "catalog items without an image", "their images could not be used"),
            new(
                items.CatalogClassesWithoutItems, "catalog classes without items",
                "a class without items has no positive; its catalog items are not used"),
            new(
                otherFiles, "other files",
                "only .jpg, .jpeg, .png, .bmp, .gif and .webp images in the sub-folder of a class are items"),
        ];
        return [.. all.Where(skip => skip.Count > 0)];
    }
}
