namespace Tercet.Vision.Images;

/// <summary>
/// Reusable memory for decoded images, one at a time: otherwise each image takes megabytes that the system has to clear first.
/// </summary>
internal sealed class PixelBuffer
{
    private byte[] _bytes = [];

    /// <summary>A buffer of at least this length with undefined content, valid until the next call.</summary>
    public byte[] Take(int length)
    {
        if (_bytes.Length < length)
            _bytes = GC.AllocateUninitializedArray<byte>(length);
        return _bytes;
    }
}
