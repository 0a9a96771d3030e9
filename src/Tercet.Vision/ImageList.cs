using System.Globalization;

namespace Tercet.Vision;

/// <summary>The image files to embed, one per item.</summary>
/// <param name="Files">The file of each item; null for an item without an image.</param>
/// <param name="Folder">The folder that relative paths start from.</param>
/// <param name="NameItem">How messages refer to an item.</param>
internal sealed record ImageList(IReadOnlyList<string?> Files, string Folder, Func<int, string> NameItem)
{
    /// <summary>Number of items.</summary>
    public int Count => Files.Count;

    /// <summary>Number of items with an image.</summary>
    public int FileCount { get; } = Files.Count(file => file is not null);

    /// <summary>How messages refer to the image of an item.</summary>
    public string Describe(int item) => $"{NameItem(item)}: '{Files[item]}'";

    /// <summary>The exception that reports all images that cannot be used.</summary>
    public InvalidInputException Refuse(IReadOnlyDictionary<int, string> faults, BadImageHandling onBadImage) => new(
        string.Create(CultureInfo.InvariantCulture, $"{faults.Count:N0} of {FileCount:N0} images cannot be used"),
        [.. faults.OrderBy(fault => fault.Key).Take(InvalidInputException.ShownCases)
            .Select(fault => $"{Describe(fault.Key)}: {fault.Value}")],
        $"Relative paths start from {Path.GetFullPath(Folder)}. "
        + (onBadImage == BadImageHandling.Skip
            ? "Choose another folder of images, correct the paths, or replace the files: no usable image is left."
            : "Choose another folder of images, correct the paths, replace the files, or skip these items (`OnBadImage` = "
                + "Skip)."),
        faults.Count);
}
