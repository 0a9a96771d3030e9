using System.Security.Cryptography;
using System.Text;
using Tercet.Vision.Images;

namespace Tercet.Vision.Encoders;

/// <summary>
/// Turns an image into an embedding. What it does is fixed once made, and told by <see cref="Fingerprint"/>: two encoders of one
/// fingerprint give the same embeddings. Safe for any number of threads at once.
/// </summary>
public abstract class ImageEncoder : IDisposable
{
    /// <summary>How images are decoded and resized; another version would give other pixels.</summary>
    internal const string ImagesVersion = "1";

    private protected ImageEncoder(string name) => Name = name;

    /// <summary>What messages and manifests call it: <c>hog</c>, <c>pixels</c>, or the path of a model.</summary>
    public string Name { get; }

    /// <summary>Components of an embedding.</summary>
    public abstract int Dimensions { get; }

    /// <summary>Everything that decides the embeddings, by name: versions, the digest of a model, and how images are prepared for it.</summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The SHA-256, in lower-case hexadecimal, of the settings as lines <c>name=value</c>, in ordinal order of their names.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}\n")))));

    /// <summary>What becomes of an image, in one sentence for people.</summary>
    public abstract string Description { get; }

    /// <summary>Embeds one image.</summary>
    /// <param name="image">An image of any size.</param>
    /// <returns><see cref="Dimensions"/> finite components.</returns>
    /// <exception cref="InvalidInputException">The model fails on it.</exception>
    public float[] Encode(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var batch = CreateBatch();
        batch.Set(0, image);
        return batch.Encode(1, _ => "an image").ToArray();
    }

    /// <summary>What one thread needs to embed images.</summary>
    internal abstract EncodingBatch CreateBatch();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the encoder holds.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
