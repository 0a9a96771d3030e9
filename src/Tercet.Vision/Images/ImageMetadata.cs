namespace Tercet.Vision.Images;

/// <summary>What an image file holds beside its pixels; each is null where it has none.</summary>
/// <param name="Exif">A TIFF directory, possibly after the letters Exif.</param>
/// <param name="Xmp">Adobe's XML.</param>
internal readonly record struct ImageMetadata(byte[]? Exif, byte[]? Xmp);
