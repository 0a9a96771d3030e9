using System.Globalization;
using SkiaSharp;
using Tercet.Cli.Tests.Commands;

namespace Tercet.Train.Tests.Commands;

/// <summary>Data that are learned quickly.</summary>
internal static class SmallSet
{
    private const int Classes = 12, PerClass = 3, Side = 12;

    /// <summary>Embeddings of 30 classes of 4 items, and the command line of a training run on them.</summary>
    public static string[] Embeddings(this WorkFolder folder, int epochs = 3, int triplets = 60) =>
    [
        "train", .. folder.WriteItems(120, 6, perClass: 4, unitLength: true)[1..], "--dimensions", "8", "--cycles", "1",
        "--epochs", epochs.ToString(CultureInfo.InvariantCulture), "--triplets", triplets.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Coloured images, one sub-folder per class, and the command line of a training run on them.</summary>
    public static string[] Images(this WorkFolder folder)
    {
        for (var i = 0; i < Classes * PerClass; i++)
        {
            using var bitmap = new SKBitmap(Side, Side);
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var (hue, stripe) = (i / PerClass * 21, (pixel / Side + i % PerClass) % 3 * 40);
                bitmap.SetPixel(pixel % Side, pixel / Side, new SKColor((byte)hue, (byte)(255 - hue), (byte)stripe));
            }
            using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            Directory.CreateDirectory(folder[$"photos/class {i / PerClass}"]);
            File.WriteAllBytes(folder[$"photos/class {i / PerClass}/{i}.png"], png.ToArray());
        }
        return ["train", "--data", folder["photos"], "--size", "8", "--epochs", "2", "--triplets", "40", "--cycles", "2",
            "--test-ratio", "0.4", "--no-cache"];
    }
}
