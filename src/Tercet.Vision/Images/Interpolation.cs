namespace Tercet.Vision.Images;

/// <summary>The filter that resizes an image. Both widen with a reduction, so that no pixel is skipped (antialiasing).</summary>
public enum Interpolation
{
    /// <summary>A triangle: Pillow's BILINEAR, and torchvision's default.</summary>
    Bilinear,

    /// <summary>Keys's cubic with a = −½: Pillow's BICUBIC.</summary>
    Bicubic,
}
