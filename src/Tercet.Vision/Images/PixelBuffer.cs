namespace Tercet.Vision.Images;

/// <summary>Memory for one decoded image after another: megabytes that would else be taken anew, and cleared by the system, for each.</summary>
internal sealed class PixelBuffer
{
    private byte[] _bytes = [];

    /// <summary>At least so many bytes, whatever they hold; those taken before are given up.</summary>
    public byte[] Take(int length)
    {
        if (_bytes.Length < length)
            _bytes = GC.AllocateUninitializedArray<byte>(length);
        return _bytes;
    }
}
