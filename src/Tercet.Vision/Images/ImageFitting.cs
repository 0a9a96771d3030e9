using System.Runtime.InteropServices;

namespace Tercet.Vision.Images;

/// <summary>Resizes images as <see cref="ImageFit"/> says.</summary>
internal static class ImageFitting
{
    /// <summary>Resizes an image to width × height.</summary>
    /// <param name="image">Any image.</param>
    /// <param name="width">1 or more.</param>
    /// <param name="height">1 or more.</param>
    /// <param name="fit">What happens to the aspect ratio.</param>
    /// <param name="cropShare">For a crop: the fraction of the resized image's shorter side that is kept, in (0, 1].</param>
    /// <param name="interpolation">The filter.</param>
    public static RgbImage Fit(
        RgbImage image, int width, int height, ImageFit fit, double cropShare, Interpolation interpolation) =>
        fit switch
        {
            ImageFit.Crop => Crop(image, width, height, cropShare, interpolation),
            ImageFit.Pad => Pad(image, width, height, interpolation),
            _ => Resampling.Resize(image, width, height, interpolation),
        };

    private static RgbImage Crop(RgbImage image, int width, int height, double share, Interpolation interpolation)
    {
        var (coverWidth, coverHeight) = ((long)Math.Round(width / share), (long)Math.Round(height / share));
        if (coverWidth * image.Height >= coverHeight * image.Width)
            coverHeight = Math.Max(coverHeight, coverWidth * image.Height / image.Width);
        else
            coverWidth = Math.Max(coverWidth, coverHeight * image.Width / image.Height);
        return Resampling.ResizePart(
            image,
            (coverWidth, coverHeight),
            (Half(coverWidth - width), Half(coverHeight - height), width, height),
            interpolation);
    }

    private static RgbImage Pad(RgbImage image, int width, int height, Interpolation interpolation)
    {
        var (insideWidth, insideHeight) = (width, height);
        if ((double)image.Width / image.Height > (double)width / height)
            insideHeight = Math.Max(1, (int)Math.Round((double)image.Height / image.Width * width));
        else
            insideWidth = Math.Max(1, (int)Math.Round((double)image.Width / image.Height * height));
        var inside = Resampling.Resize(image, insideWidth, insideHeight, interpolation);
        if ((insideWidth, insideHeight) == (width, height))
            return inside;
        var pixels = new byte[width * height * RgbImage.BytesPerPixel];
        MemoryMarshal.Cast<byte, uint>(pixels.AsSpan()).Fill(uint.MaxValue);
        var (left, top) = ((int)Half(width - insideWidth), (int)Half(height - insideHeight));
        for (var y = 0; y < insideHeight; y++)
            inside.RowAt(y).CopyTo(pixels.AsSpan(((top + y) * width + left) * RgbImage.BytesPerPixel));
        return new RgbImage(width, height, pixels);
    }

    /// <summary>Half, rounded to even as Python does.</summary>
    private static long Half(long margin) => (long)Math.Round(margin / 2.0);
}
