using System.Globalization;
using SkiaSharp;

namespace Tercet.Reliability.Tests;

/// <summary>A small table with embeddings, and one with images.</summary>
internal sealed class SmallData
{
    private const int Items = 24, PerClass = 3, Dimensions = 4;

    public SmallData(TempFolder folder)
    {
        var table = folder.Write("items.csv", string.Concat(Enumerable.Range(0, Items)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}.png,c{i / PerClass}\n")).Prepend("file,class\n")));
        using (var npy = new NpyWriter(folder["items.npy"], Items, Dimensions))
        {
            for (var row = 0; row < Items; row++)
                npy.WriteRow(row, [row / PerClass, row % PerClass * 0.4f, row * row % 7 * 0.3f, row * 5 % 11 * 0.2f]);
            npy.Complete();
        }
        using var bitmap = new SKBitmap(8, 8);
        for (var i = 0; i < Items; i++)
        {
            bitmap.Erase(new SKColor((byte)(i * 10), (byte)(i % PerClass * 80), 128));
            folder.Write(
                string.Create(CultureInfo.InvariantCulture, $"images/{i}.png"),
                bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        }
        Options = ["--data", table, "--embeddings", folder["items.npy"]];
        Images = ["--data", table, "--images", folder["images"]];
    }

    /// <summary>The options that name the table and its embeddings.</summary>
    public string[] Options { get; }

    /// <summary>The options that name the table and its images.</summary>
    public string[] Images { get; }
}
