using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using Tercet.Vision.Encoders;
using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>
/// An image encoder as an embedding generator of <c>Microsoft.Extensions.AI</c>: each input holds the bytes of one image file,
/// and each embedding has <see cref="ImageEncoder.Dimensions"/> components. Safe for concurrent calls.
/// </summary>
/// <example><code>
/// using var encoder = OnnxEncoder.Open("resnet.onnx", new() { Preparation = ImagePreparation.ImageNet });
/// using var generator = new ImageEmbeddingGenerator(encoder);
/// var embeddings = await generator.GenerateAsync([new DataContent(File.ReadAllBytes("cat.jpg"), "image/jpeg")]);
/// </code></example>
public sealed class ImageEmbeddingGenerator : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    private readonly ImageEncoder _encoder;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly int _maxDegreeOfParallelism;
    private readonly long _maxPixels;

    /// <summary>Wraps an encoder.</summary>
    /// <param name="encoder">The encoder; not disposed with the generator.</param>
    /// <param name="maxDegreeOfParallelism">Number of images embedded in parallel, 0 or more; 0 means one per processor.</param>
    /// <param name="maxPixels">Maximum number of pixels per image, 1 or more. Larger images are rejected before decoding.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its bounds.</exception>
    public ImageEmbeddingGenerator(
        ImageEncoder encoder, int maxDegreeOfParallelism = 0, long maxPixels = RgbImage.DefaultMaxPixels)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentOutOfRangeException.ThrowIfNegative(maxDegreeOfParallelism);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
        _encoder = encoder;
        _metadata = new EmbeddingGeneratorMetadata("tercet", null, encoder.Name, encoder.Dimensions);
        _maxDegreeOfParallelism = maxDegreeOfParallelism == 0 ? Environment.ProcessorCount : maxDegreeOfParallelism;
        _maxPixels = maxPixels;
    }

    /// <summary>Embeds images.</summary>
    /// <param name="values">Image files: PNG, JPEG, WebP, GIF or BMP, whatever their media type says.</param>
    /// <param name="options">Ignored: an encoder has one model with one number of dimensions.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One embedding per image, in order.</returns>
    /// <exception cref="InvalidInputException">
    /// Images are missing data, damaged, too large or of another format (all are reported at once), or the model fails on one.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var images = values.ToList();
        var embeddings = new Embedding<float>[images.Count];
        var faults = new string?[images.Count];
        await Task.Run(() => EmbedAll(images, embeddings, faults, cancellationToken), cancellationToken).ConfigureAwait(false);
        var cases = faults.Index().Where(fault => fault.Item is not null)
            .Select(fault => FormattableString.Invariant($"image {fault.Index}: {fault.Item}")).ToList();
        if (cases.Count > 0)
            throw new InvalidInputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cases.Count:N0} of {images.Count:N0} images cannot be used (numbered from 0)"),
                cases, $"Expected complete images in {ImageDecoder.Formats}. Replace them, or leave them out.");
        return new GeneratedEmbeddings<Embedding<float>>(embeddings);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(_encoder) ? _encoder : null;
    }

    /// <summary>Does nothing: the encoder belongs to the caller.</summary>
    public void Dispose()
    {
    }

    private void EmbedAll(
        List<DataContent> images, Embedding<float>[] embeddings, string?[] faults, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism = _maxDegreeOfParallelism,
        };
        try
        {
            Parallel.For(0, images.Count, parallel, _encoder.CreateBatch, (i, _, batch) =>
            {
                if (ImageDecoder.TryDecode(images[i].Data.Span, _maxPixels, null, out var image, out faults[i]))
                    embeddings[i] = Embed(batch, image, i);
                return batch;
            }, batch => batch.Dispose());
        }
        catch (AggregateException e)
        {
            // Parallel.For wraps the exceptions of its threads.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private Embedding<float> Embed(EncodingBatch batch, RgbImage image, int index)
    {
        batch.Set(0, image);
        var embedding = batch.Encode(1, _ => FormattableString.Invariant($"image {index}")).ToArray();
        return new Embedding<float>(embedding) { ModelId = _encoder.Name };
    }
}
