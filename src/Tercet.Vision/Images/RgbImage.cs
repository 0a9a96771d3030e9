namespace Tercet.Vision.Images;

/// <summary>An image of 8-bit red, green and blue, upright, without transparency.</summary>
public sealed class RgbImage
{
    /// <summary>Red, green, blue, and one byte that means nothing.</summary>
    public const int BytesPerPixel = 4;

    /// <summary>A larger image is refused before it takes memory, unless asked for: a few bytes of PNG can claim terabytes.</summary>
    public const long DefaultMaxPixels = 100_000_000;

    private readonly byte[] _pixels;

    /// <summary>Wraps pixels; the array is not copied.</summary>
    /// <param name="width">Pixels a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">width × height × 4 bytes, row after row from the top.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height * BytesPerPixel)
            throw new ArgumentException($"{pixels.Length} bytes cannot be {height} rows of {width} pixels of {BytesPerPixel}.", nameof(pixels));
        (Width, Height, _pixels) = (width, height, pixels);
    }

    /// <summary>Takes the pixels from the front of a buffer.</summary>
    internal RgbImage((int Width, int Height) size, byte[] buffer) => ((Width, Height), _pixels) = (size, buffer);

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, row after row from the top.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Width * Height * BytesPerPixel);

    /// <summary>
    /// Decodes a PNG, JPEG, WebP, GIF (first frame) or BMP file, turns it upright as its EXIF orientation says, and lays what is
    /// transparent over white. Colour profiles are not applied, and 16-bit samples keep their upper 8 bits, as in Pillow.
    /// </summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maxPixels">The most pixels an image may have, checked before it is decoded.</param>
    /// <exception cref="InvalidInputException">The file is no such image, is not whole, or is larger.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, long maxPixels = DefaultMaxPixels) =>
        ImageDecoder.TryDecode(file, maxPixels, null, out var image, out var fault)
            ? image
            : throw new InvalidInputException($"image: {fault}. Expected a whole image in {ImageDecoder.Formats}.");

    internal ReadOnlySpan<byte> RowAt(int y) => _pixels.AsSpan(y * Width * BytesPerPixel, Width * BytesPerPixel);

    /// <summary>0.299 R + 0.587 G + 0.114 B of each pixel (Rec. 601), from 0 to 255.</summary>
    internal void CopyLuma(Span<float> destination)
    {
        for (var i = 0; i < Width * Height; i++)
        {
            var pixel = _pixels.AsSpan(i * BytesPerPixel, BytesPerPixel);
            destination[i] = (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) / 1000f;
        }
    }

    /// <summary>Rec. 601 of a pixel in whole numbers, as Pillow's convert("L").</summary>
    internal static byte LumaOf(ReadOnlySpan<byte> colours) => (byte)((19595 * colours[0] + 38470 * colours[1] + 7471 * colours[2] + 0x8000) >> 16);
}
