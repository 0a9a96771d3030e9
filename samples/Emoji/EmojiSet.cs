namespace EmojiSamples;

/// <summary>The files of an image set.</summary>
internal static class EmojiSet
{
    /// <summary>Writes the images, catalog.csv, items.csv and README.txt.</summary>
    public static void Write(IReadOnlyList<Emoji> emoji, Vendor catalog, IReadOnlyList<Vendor> items, string folder)
    {
        foreach (var vendor in items.Prepend(catalog))
        {
            var target = Path.Combine(folder, "images", vendor.Name);
            Directory.CreateDirectory(target);
            foreach (var one in emoji)
                File.WriteAllBytes(Path.Combine(target, one.Image), vendor.Images[one.Image]);
        }
        Write("catalog.csv", [catalog]);
        Write("items.csv", items);
        File.WriteAllText(Path.Combine(folder, "README.txt"), Readme(emoji, catalog, items));

        void Write(string name, IEnumerable<Vendor> vendors) => File.WriteAllText(
            Path.Combine(folder, name),
            "file,class,group\n" + string.Concat(vendors.SelectMany(
                vendor => emoji.Select(one => $"{vendor.Name}/{one.Image},{one.Code},{one.Group}\n"))));
    }

    private static string Readme(IReadOnlyList<Emoji> emoji, Vendor catalog, IReadOnlyList<Vendor> items) => $"""
        {emoji.Count} emoji as images of 64 × 64 pixels, with transparent backgrounds.
        catalog.csv and items.csv name each image (relative to images/) and the code points of the emoji that it shows;
        group joins the variants of an emoji in skin tone and gender.

        catalog: {catalog.Name}
        items: {string.Join(", ", items.Select(vendor => vendor.Name))}

        From the npm packages emoji-datasource-VENDOR {Vendor.Version} (MIT, Cal Henderson, for the data). The images are their
        vendors': Apple's are Apple's property, not under a free licence; Google's Noto emoji are under the Apache License 2.0;
        Twitter's Twemoji under CC-BY 4.0; Facebook's have no free licence. Use them for research, and pass none of them on.

        """.ReplaceLineEndings("\n");
}
