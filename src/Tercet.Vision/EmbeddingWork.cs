using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tercet.Vision.Caching;
using Tercet.Vision.Encoders;
using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>
/// The images of one call, shared among threads: each thread takes the next file and does everything for it. One thread decodes
/// while another runs the model, without a queue between them.
/// </summary>
internal sealed class EmbeddingWork(
    ImageEncoder encoder, EmbeddingCache cache, ImageList images, ImageEmbedderOptions options, IProgress<WorkProgress>? progress)
{
    private const int ImagesPerReport = 64;

    private readonly string?[] _unreadable = new string?[images.Count];
    private readonly ConcurrentDictionary<ContentKey, string> _undecodable = new();
    private int _next = -1;
    private int _done;
    private int _encoded;

    /// <summary>The concatenated SHA-256 digests of the files; zeros where there is no file.</summary>
    public byte[] Digests { get; } = new byte[images.Count * (long)SHA256.HashSizeInBytes];

    /// <summary>The cache key of each item's image; null where there is none.</summary>
    public ContentKey?[] Keys { get; } = new ContentKey?[images.Count];

    /// <summary>Number of distinct images embedded.</summary>
    public int Encoded => _encoded;

    /// <summary>Number of distinct images found in the cache.</summary>
    public int FromCache => Keys.OfType<ContentKey>().Distinct().Count() - _encoded - _undecodable.Count;

    /// <summary>Embeds all images.</summary>
    public void Run(CancellationToken cancellationToken) =>
        ParallelWork.Run(options.MaxDegreeOfParallelism, images.Count, Work, cancellationToken);

    /// <summary>What is wrong with each item whose image cannot be used.</summary>
    public SortedDictionary<int, string> Faults()
    {
        var faults = new SortedDictionary<int, string>();
        for (var i = 0; i < images.Count; i++)
        {
            var fault = Keys[i] is { } key ? _undecodable.GetValueOrDefault(key) : _unreadable[i];
            if (fault is not null)
                faults.Add(i, fault);
        }
        return faults;
    }

    private void Work(CancellationToken cancellationToken)
    {
        using var batch = encoder.CreateBatch();
        var pixels = new PixelBuffer();
        var waiting = new List<int>(batch.Capacity);
        for (int i; (i = Interlocked.Increment(ref _next)) < images.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (images.Files[i] is { } file && Read(i, Path.Combine(images.Folder, file)) is { } bytes)
                Take(i, bytes, pixels, batch, waiting);
            if (waiting.Count == batch.Capacity)
                Flush(batch, waiting);
            var done = Interlocked.Increment(ref _done);
            if (done % ImagesPerReport == 0 || done == images.Count)
                progress?.Report(new WorkProgress("embedding images", done, images.Count));
        }
        if (waiting.Count > 0)
            Flush(batch, waiting);
    }

    private byte[]? Read(int item, string path)
    {
        if (!ImageFile.TryRead(path, out var bytes, out _unreadable[item]))
            return null;
        var digest = Digests.AsSpan(item * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
        SHA256.HashData(bytes, digest);
        Keys[item] = ContentKey.FromSha256(digest);
        return bytes;
    }

    private void Take(int item, byte[] bytes, PixelBuffer pixels, EncodingBatch batch, List<int> waiting)
    {
        var key = Keys[item]!.Value;
        if (!cache.TryClaim(key))
            return;
        if (!ImageDecoder.TryDecode(bytes, options.MaxPixels, pixels, out var image, out var fault))
        {
            _undecodable[key] = fault;
            return;
        }
        batch.Set(waiting.Count, image);
        waiting.Add(item);
    }

    private void Flush(EncodingBatch batch, List<int> waiting)
    {
        var embeddings = batch.Encode(waiting.Count, index => images.Describe(waiting[index]));
        for (var i = 0; i < waiting.Count; i++)
            cache.Add(Keys[waiting[i]]!.Value, embeddings.Slice(i * encoder.Dimensions, encoder.Dimensions));
        Interlocked.Add(ref _encoded, waiting.Count);
        waiting.Clear();
    }
}
