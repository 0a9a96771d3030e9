using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using Tercet.Vision.Encoders;
using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>
/// An encoder as <c>Microsoft.Extensions.AI</c> knows them: each input holds the bytes of an image file. It does not own the encoder.
/// </summary>
/// <param name="encoder">The encoder.</param>
/// <param name="threads">Images worked on at once; 0 means one for each processor.</param>
/// <param name="maxPixels">The most pixels an image may have.</param>
public sealed class ImageEmbeddingGenerator(ImageEncoder encoder, int threads = 0, long maxPixels = RgbImage.DefaultMaxPixels)
    : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("tercet", null, encoder.Name, encoder.Dimensions);

    /// <summary>Embeds images.</summary>
    /// <param name="values">Image files: PNG, JPEG, WebP, GIF or BMP, whatever their media type says.</param>
    /// <param name="options">Not used: an encoder has one model of one width.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidInputException">Some are no whole images; all are told together. Or the model fails on one.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var images = values.ToList();
        var embeddings = new Embedding<float>[images.Count];
        var faults = new string?[images.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
        try
        {
            await Task.Run(() => Parallel.For(0, images.Count, parallel, encoder.CreateBatch, (i, _, batch) =>
            {
                if (ImageDecoder.TryDecode(images[i].Data.Span, maxPixels, null, out var image, out faults[i]))
                {
                    batch.Set(0, image);
                    embeddings[i] = new Embedding<float>(batch.Encode(1, _ => FormattableString.Invariant($"image {i}")).ToArray()) { ModelId = encoder.Name };
                }
                return batch;
            }, batch => batch.Dispose()), cancellationToken).ConfigureAwait(false);
        }
        catch (AggregateException e)
        {
            // Parallel.For wraps what its threads throw.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        var cases = faults.Index().Where(fault => fault.Item is not null).Select(fault => $"image {fault.Index}: {fault.Item}").ToList();
        if (cases.Count > 0)
            throw new InvalidInputException(
                string.Create(CultureInfo.InvariantCulture, $"{cases.Count:N0} of {images.Count:N0} images cannot be used (they count from 0)"),
                cases, $"Expected whole images in {ImageDecoder.Formats}. Replace them, or leave them out.");
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
            : serviceType.IsInstanceOfType(encoder) ? encoder : null;
    }

    /// <summary>Does nothing: the encoder belongs to whoever made it.</summary>
    public void Dispose()
    {
    }
}
