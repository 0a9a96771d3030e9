using Tercet.Vision.Images;

namespace Tercet.Vision.Encoders;

/// <summary>Images that are embedded together, by one thread; used again for the next ones.</summary>
internal abstract class EncodingBatch : IDisposable
{
    /// <summary>How many images it holds.</summary>
    public abstract int Capacity { get; }

    /// <summary>Puts an image at a place.</summary>
    public abstract void Set(int place, RgbImage image);

    /// <summary>Embeds the images at the first places.</summary>
    /// <param name="count">1 to <see cref="Capacity"/>.</param>
    /// <param name="nameImage">What messages call the image at a place.</param>
    /// <returns>count rows; valid until the next call.</returns>
    /// <exception cref="InvalidInputException">The model fails, or gives what is no embedding.</exception>
    public abstract ReadOnlySpan<float> Encode(int count, Func<int, string> nameImage);

    public virtual void Dispose()
    {
    }
}
