namespace Tercet.Vision.Encoders;

/// <summary>Images that one thread embeds together; reused for the next ones.</summary>
internal abstract class EncodingBatch : IDisposable
{
    /// <summary>Number of images it holds.</summary>
    public abstract int Capacity { get; }

    /// <summary>Sets the image at an index.</summary>
    public abstract void Set(int index, RgbImage image);

    /// <summary>Embeds the first images.</summary>
    /// <param name="count">1 to <see cref="Capacity"/>.</param>
    /// <param name="nameImage">How messages refer to the image at an index.</param>
    /// <returns>count × dimensions components, valid until the next call.</returns>
    /// <exception cref="InvalidInputException">The model fails, or produces values that are not finite.</exception>
    public abstract ReadOnlySpan<float> Encode(int count, Func<int, string> nameImage);

    public virtual void Dispose()
    {
    }

    /// <summary>Refuses embeddings with values that are not finite.</summary>
    /// <param name="embeddings">Images × dimensions components.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="nameImage">How messages refer to the image at an index.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    protected static void RequireFinite(
        ReadOnlySpan<float> embeddings, ImageEncoder encoder, Func<int, string> nameImage, string advice)
    {
        for (var i = 0; i < embeddings.Length; i++)
        {
            if (!float.IsFinite(embeddings[i]))
                throw new InvalidInputException(
                    $"{encoder.Name}: the encoder produced {(float.IsNaN(embeddings[i]) ? "NaN" : "an infinite value")} for "
                    + $"{nameImage(i / encoder.Dimensions)}. {advice}");
        }
    }
}
