namespace Tercet.Vision;

/// <summary>A grey image: 0 is black, 255 is white.</summary>
public sealed class GreyImage
{
    /// <summary>Wraps pixels; the array is not copied.</summary>
    /// <param name="width">Pixels a row, 1 or more.</param>
    /// <param name="height">Rows, 1 or more.</param>
    /// <param name="pixels">width × height finite values from 0 to 255, row after row from the top.</param>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public GreyImage(int width, int height, float[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"{pixels.Length} pixels cannot be {height} rows of {width}.", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The values, row after row from the top.</summary>
    public float[] Pixels { get; }
}
