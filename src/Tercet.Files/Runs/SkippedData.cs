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
        const string Why = "only .jpg, .jpeg, .png, .bmp, .gif and .webp images in the sub-folder of a class are items";
        return otherFiles == 0 ? items.Skipped : [.. items.Skipped, new SkippedCount(otherFiles, "other files", Why)];
    }
}
