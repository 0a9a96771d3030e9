using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>Thumbnails of items, as PNG.</summary>
internal static class Thumbnail
{
    private const int MaxKeptBytes = 32 << 10;
    private const int Size = 128;

    /// <summary>The thumbnail of an item; null where it has no image.</summary>
    /// <param name="folder">The folder that files are relative to.</param>
    /// <param name="files">The files of the item's table; null for none.</param>
    /// <param name="row">The item's row.</param>
    public static byte[]? Of(string folder, IReadOnlyList<string>? files, int row)
    {
        if (files is null || Path.Combine(folder, files[row]) is var path && !File.Exists(path))
            return null;
        using var bitmap = SKBitmap.Decode(path);
        if (bitmap is null)
            return null;
        var isPng = Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase);
        if (isPng && new FileInfo(path).Length <= MaxKeptBytes)
            return File.ReadAllBytes(path);
        var scale = Math.Min(1, Size / (double)Math.Max(bitmap.Width, bitmap.Height));
        var size = new SKSizeI(Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)));
        using var small = bitmap.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var png = small.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
