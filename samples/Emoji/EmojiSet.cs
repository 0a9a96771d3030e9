using System.Text;

namespace EmojiSamples;

/// <summary>The files of an image set.</summary>
internal static class EmojiSet
{
    /// <summary>
    /// Writes the images, the encoder, README.txt, items.csv and catalog.csv: what names files after the files.
    /// </summary>
    public static void Write(IReadOnlyList<Emoji> emoji, Vendor catalog, IReadOnlyList<Vendor> items, string encoder, string folder)
    {
        foreach (var vendor in items.Prepend(catalog))
        {
            var target = Path.Combine(folder, "images", vendor.Name);
            Directory.CreateDirectory(target);
            foreach (var one in emoji)
                File.WriteAllBytes(Path.Combine(target, one.Image), vendor.Images[one.Image]);
        }
        Write("resnet18.onnx", File.ReadAllBytes(encoder));
        Write("README.txt", Encoding.UTF8.GetBytes(Readme(emoji, catalog, items)));
        Write("items.csv", Csv(items));
        Write("catalog.csv", Csv([catalog]));

        byte[] Csv(IEnumerable<Vendor> vendors) => Encoding.UTF8.GetBytes(
            "file,class,group\n" + string.Concat(vendors.SelectMany(
                vendor => emoji.Select(one => $"{vendor.Name}/{one.Image},{one.Code},{one.Group}\n"))));

        // Under another name first, so that a file is there whole or not at all.
        void Write(string name, byte[] content)
        {
            var part = Path.Combine(folder, name + ".part");
            File.WriteAllBytes(part, content);
            File.Move(part, Path.Combine(folder, name), overwrite: true);
        }
    }

    private static string Readme(IReadOnlyList<Emoji> emoji, Vendor catalog, IReadOnlyList<Vendor> items) => $"""
        {emoji.Count} emoji as images of 64 × 64 pixels, with transparent backgrounds.
        catalog.csv and items.csv name each image (relative to images/) and the code points of the emoji that it shows;
        group joins the variants of an emoji in skin tone and gender.

        catalog: {catalog.Name}
        items: {string.Join(", ", items.Select(vendor => vendor.Name))}

        From the npm packages emoji-datasource-VENDOR {Vendor.Version} (MIT). They say of the images:
        - Apple images, Copyright © Apple Inc., are not licensed for commercial usage.
        - Google (Noto) images are available under the Apache License 2.0.
        - Twitter images are available under the Creative Commons Attribution 4.0 license.
        - Facebook images, © Facebook, Inc., have no clear licensing.

        resnet18.onnx is from the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT).

        """.ReplaceLineEndings("\n");
}
