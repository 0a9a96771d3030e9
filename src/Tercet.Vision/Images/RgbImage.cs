using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>
/// An upright image of 8-bit red, green and blue, without transparency. Immutable as long as the array it wraps is.
/// </summary>
public sealed class RgbImage
{
    /// <summary>Bytes per pixel: red, green, blue, and one byte without meaning.</summary>
    public const int BytesPerPixel = 4;

    /// <summary>The default limit of pixels, 100 million; a PNG file of a few bytes can claim terabytes.</summary>
    public const long DefaultMaxPixels = 100_000_000;

    private readonly byte[] _pixels;

    /// <summary>Wraps an array of pixels, which is not copied.</summary>
    /// <param name="width">Pixels per row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">width × height × 4 bytes, row after row from the top.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height * BytesPerPixel)
            throw new ArgumentException(
                $"{pixels.Length} bytes cannot be {height} rows of {width} pixels of {BytesPerPixel} bytes.", nameof(pixels));
        (Width, Height, _pixels) = (width, height, pixels);
    }

    /// <summary>Wraps the front of a buffer, which may be longer.</summary>
    internal RgbImage((int Width, int Height) size, byte[] buffer) => ((Width, Height), _pixels) = (size, buffer);

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>The pixels, row after row from the top: width × height × 4 bytes.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels.AsSpan(0, Width * Height * BytesPerPixel);

    /// <summary>
    /// Decodes a PNG, JPEG, WebP, GIF (first frame) or BMP file, applies its orientation (EXIF or XMP), and composites
    /// transparent pixels over white. Colour profiles are not applied, and 16-bit samples keep their upper 8 bits. The pixels are
    /// bit-identical to Pillow's.
    /// </summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maxPixels">Maximum number of pixels, 1 or more, checked before decoding.</param>
    /// <exception cref="InvalidInputException">
    /// The file is not such an image, is truncated or damaged, or is too large.
    /// </exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, long maxPixels = DefaultMaxPixels) =>
        ImageDecoder.TryDecode(file, maxPixels, null, out var image, out var fault)
            ? image
            : throw Refuse("image", fault);

    /// <summary>Reads and decodes an image file, as <see cref="Decode"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxPixels">Maximum number of pixels, 1 or more, checked before decoding.</param>
    /// <exception cref="InvalidInputException">
    /// The file cannot be read, is not such an image, is truncated or damaged, or is too large.
    /// </exception>
    public static RgbImage Load(string path, long maxPixels = DefaultMaxPixels)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ImageFile.TryRead(path, out var file, out var fault)
            && ImageDecoder.TryDecode(file, maxPixels, null, out var image, out fault)
            ? image
            : throw Refuse(path, fault);
    }

    /// <summary>Resizes the image, ignoring its aspect ratio, with antialiasing and bit-identical to Pillow.</summary>
    /// <param name="width">Pixels per row of the result, 1 or more.</param>
    /// <param name="height">Rows of the result, 1 or more.</param>
    /// <param name="interpolation">The resampling filter.</param>
    /// <returns>A new image, or this one if it has that size already.</returns>
    public RgbImage Resize(int width, int height, Interpolation interpolation = Interpolation.Bilinear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return Resampling.Resize(this, width, height, interpolation);
    }

    internal ReadOnlySpan<byte> RowAt(int y) => _pixels.AsSpan(y * Width * BytesPerPixel, Width * BytesPerPixel);

    /// <summary>Rec. 601 luma of each pixel, 0.299 R + 0.587 G + 0.114 B, in [0, 255].</summary>
    internal void CopyLuma(Span<float> destination)
    {
        for (var i = 0; i < Width * Height; i++)
        {
            var pixel = _pixels.AsSpan(i * BytesPerPixel, BytesPerPixel);
            destination[i] = (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) / 1000f;
        }
    }

    /// <summary>Rec. 601 luma of a pixel in integer arithmetic, as Pillow's convert("L").</summary>
    internal static byte LumaOf(ReadOnlySpan<byte> colours) =>
        (byte)((19595 * colours[0] + 38470 * colours[1] + 7471 * colours[2] + 0x8000) >> 16);

    private static InvalidInputException Refuse(string name, string fault) =>
        new($"{name}: {fault}. Expected a complete image in {ImageDecoder.Formats}.");
}
