namespace Tercet.Vision;

/// <summary>The resampling filter. Both are antialiased: when downscaling, their support grows with the scale.</summary>
public enum Interpolation
{
    /// <summary>The triangle filter: Pillow's BILINEAR, and torchvision's default.</summary>
    Bilinear,

    /// <summary>Keys' cubic filter with a = −½: Pillow's BICUBIC.</summary>
    Bicubic,
}
