using SkiaSharp;

namespace Tercet.Bench;

/// <summary>Photo-like image files in a temporary folder: smooth colours, edges and some noise, seeded.</summary>
internal sealed class Pictures : IDisposable
{
    private const int Different = 16;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tercet-bench");

    public Pictures(int count, int side, SKEncodedImageFormat format)
    {
        // A marker behind the end makes each file another image for a cache; decoders do not look there.
        var files = Enumerable.Range(0, Math.Min(count, Different)).Select(seed => Draw(seed, side, format)).ToList();
        Names = [.. Enumerable.Range(0, count).Select(i => $"{i}.{format}")];
        for (var i = 0; i < count; i++)
            File.WriteAllBytes(System.IO.Path.Combine(Path, Names[i]), [.. files[i % files.Count], .. BitConverter.GetBytes(i)]);
    }

    public string Path => _folder.FullName;

    public string[] Names { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Draw(int seed, int side, SKEncodedImageFormat format)
    {
        var random = new Random(seed);
        SKColor Colour() => new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
        using var bitmap = new SKBitmap(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            using var shader = SKShader.CreateLinearGradient(new SKPoint(0, 0), new SKPoint(side, side), [Colour(), Colour(), Colour()], SKShaderTileMode.Clamp);
            using var sky = new SKPaint { Shader = shader };
            canvas.DrawPaint(sky);
            for (var i = 0; i < 40; i++)
            {
                using var paint = new SKPaint { Color = Colour(), IsAntialias = true };
                canvas.DrawCircle(random.Next(side), random.Next(side), random.Next(1, Math.Max(2, side / 8)), paint);
            }
        }
        foreach (ref var value in bitmap.GetPixelSpan())
            value = (byte)Math.Clamp(value + random.Next(-6, 7), 0, 255);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}
