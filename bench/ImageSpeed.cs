using System.Diagnostics;
using SkiaSharp;
using Tercet.Vision;

namespace Tercet.Bench;

/// <summary>Files to HOG descriptors, beside SkiaSharp's bare decode and resize on as many threads.</summary>
internal static class ImageSpeed
{
    private const int Rounds = 4;

    public static void Run()
    {
        using (var small = new Pictures(8000, 32, SKEncodedImageFormat.Png))
            Compare("PNG of 32 × 32", small);
        using var large = new Pictures(240, 1000, SKEncodedImageFormat.Jpeg);
        Compare("JPEG of 1000 × 1000", large);
    }

    /// <summary>Rounds of all three in turn, after one to warm up; the median of each.</summary>
    private static void Compare(string title, Pictures pictures)
    {
        using var hog = new HogDescriptor();
        (string Name, Action Work)[] contenders =
        [
            ("SkiaSharp: decode, resize to 64 × 64 (nearest)", () => Decode(pictures, SKSamplingOptions.Default)),
            ("SkiaSharp: decode, resize to 64 × 64 (linear, mipmaps)", () => Decode(pictures, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear))),
            ("Tercet: read, hash, decode, resize as Pillow, HOG, keep", () => ImageEmbedder.Embed(hog, pictures.Names, pictures.Path, i => pictures.Names[i]).Embeddings.Dispose()),
        ];
        var seconds = contenders.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var watch = Stopwatch.StartNew();
                contenders[i].Work();
                if (round > 0)
                    seconds[i].Add(watch.Elapsed.TotalSeconds);
            }
        }
        Console.WriteLine($"{pictures.Names.Length:N0} files, {title}, all threads");
        var bare = Median(seconds[0]);
        for (var i = 0; i < contenders.Length; i++)
            Console.WriteLine($"  {contenders[i].Name,-60} {pictures.Names.Length / Median(seconds[i]),9:N0} images/s   {100 * bare / Median(seconds[i]),4:N0} %");
    }

    internal static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Decode(Pictures pictures, SKSamplingOptions sampling) => Parallel.ForEach(pictures.Names, name =>
    {
        using var bitmap = SKBitmap.Decode(System.IO.Path.Combine(pictures.Path, name));
        using var small = bitmap.Resize(new SKImageInfo(64, 64), sampling);
    });
}
