using System.Globalization;
using System.Security.Cryptography;
using Tercet.Vision.Caching;
using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>Embeds image files: each distinct image once, in bounded memory, through a cache.</summary>
/// <example><code>
/// using var encoder = new HogDescriptor();
/// using var embeddings = ImageEmbedder.Embed(encoder, ["cat/1.jpg", "dog/1.jpg"], "photos").Embeddings;
/// </code></example>
public static class ImageEmbedder
{
    /// <summary>
    /// Reads each file once and embeds those that are not in the cache. Memory holds a few images per thread, and the matrix is
    /// memory-mapped, so neither grows with the number of images.
    /// </summary>
    /// <param name="encoder">The encoder; not disposed.</param>
    /// <param name="files">
    /// One file per item, 1 or more: a path relative to <paramref name="imagesFolder"/>, an absolute path, or null for an item
    /// without an image, whose row is missing.
    /// </param>
    /// <param name="imagesFolder">The folder that relative paths start from.</param>
    /// <param name="nameItem">
    /// How messages refer to item i, such as "train.csv, row 2" for item 0; by default "item 0".
    /// </param>
    /// <param name="options">Parallelism, bounds and cache; null for the defaults.</param>
    /// <param name="progress">
    /// Receives the number of files done, every 64 files and at the end, from several threads and possibly out of order.
    /// </param>
    /// <param name="cancellationToken">Stops the work; images embedded so far stay in the cache.</param>
    /// <returns>
    /// The embeddings, <paramref name="files"/>.Count × <see cref="ImageEncoder.Dimensions"/>, and what was done for them.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// The folder does not exist, no item has an image, the encoder fails on an image, or images cannot be used: any of them with
    /// <see cref="BadImageHandling.Fail"/>, all of them with <see cref="BadImageHandling.Skip"/>. All bad images are reported at
    /// once.
    /// </exception>
    /// <exception cref="InvalidOptionsException">Options are out of their bounds.</exception>
    /// <exception cref="IOException">The cache cannot be read or written; the message names its folder.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EmbeddedImages Embed(
        ImageEncoder encoder,
        IReadOnlyList<string?> files,
        string imagesFolder,
        Func<int, string>? nameItem = null,
        ImageEmbedderOptions? options = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (rows, work, faults) = EmbedRows(
            encoder, files, imagesFolder, nameItem, options, isPart: false, progress, cancellationToken);
        return new EmbeddedImages(
            new EmbeddingMatrix(rows), Convert.ToHexStringLower(SHA256.HashData(work.Digests)), work.Encoded, work.FromCache, faults);
    }

    /// <summary>
    /// Embeds a part of a longer list, as <see cref="Embed"/> does; but with <see cref="BadImageHandling.Skip"/> there may be no
    /// usable image in it.
    /// </summary>
    /// <param name="encoder">The encoder; not disposed.</param>
    /// <param name="files">One file per item, 1 or more; null for an item without an image.</param>
    /// <param name="imagesFolder">The folder that relative paths start from.</param>
    /// <param name="nameItem">How messages refer to item i; by default "item 0".</param>
    /// <param name="options">Parallelism, bounds and cache; null for the defaults.</param>
    /// <param name="progress">Receives the number of files done.</param>
    /// <param name="cancellationToken">Stops the work; images embedded so far stay in the cache.</param>
    /// <exception cref="InvalidInputException">
    /// The folder does not exist, the encoder fails on an image, or images cannot be used, with <see cref="BadImageHandling.Fail"/>.
    /// </exception>
    /// <exception cref="InvalidOptionsException">Options are out of their bounds.</exception>
    /// <exception cref="IOException">The cache cannot be read or written; the message names its folder.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EmbeddedPart EmbedPart(
        ImageEncoder encoder,
        IReadOnlyList<string?> files,
        string imagesFolder,
        Func<int, string>? nameItem = null,
        ImageEmbedderOptions? options = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (rows, work, faults) = EmbedRows(encoder, files, imagesFolder, nameItem, options, isPart: true, progress, cancellationToken);
        return new EmbeddedPart(rows, work.Digests, faults);
    }

    /// <summary>Hashes image files, so that one can tell later whether they are still the same.</summary>
    /// <param name="files">One file per item; null for an item without an image.</param>
    /// <param name="imagesFolder">The folder that relative paths start from.</param>
    /// <param name="maxDegreeOfParallelism">Number of threads; 0 means one per processor.</param>
    /// <param name="progress">Receives the number of files done, from several threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// The SHA-256 of each file, 32 bytes, one after the other; zeros where there is no file or it cannot be read as an image's.
    /// </returns>
    public static byte[] HashFiles(
        IReadOnlyList<string?> files, string imagesFolder, int maxDegreeOfParallelism = 0,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(imagesFolder);
        var digests = new byte[files.Count * (long)SHA256.HashSizeInBytes];
        var (next, done) = (-1, 0);
        ParallelWork.Run(
            maxDegreeOfParallelism, files.Count,
            stop =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < files.Count;)
                {
                    stop.ThrowIfCancellationRequested();
                    if (files[i] is { } file && ImageFile.TryRead(Path.Combine(imagesFolder, file), out var bytes, out _))
                        SHA256.HashData(bytes, digests.AsSpan(i * SHA256.HashSizeInBytes));
                    progress?.Report(new WorkProgress("hashing images", Interlocked.Increment(ref done), files.Count));
                }
            },
            cancellationToken);
        return digests;
    }

    private static (CachedRows Rows, EmbeddingWork Work, IReadOnlyDictionary<int, string> Faults) EmbedRows(
        ImageEncoder encoder, IReadOnlyList<string?> files, string imagesFolder, Func<int, string>? nameItem,
        ImageEmbedderOptions? options, bool isPart, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(imagesFolder);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        options ??= new ImageEmbedderOptions();
        OptionFault.ThrowIfAny(options.Faults());
        if (!Directory.Exists(imagesFolder))
            throw new InvalidInputException(
                $"{imagesFolder}: no such folder. Expected the folder that contains the images. Check its path.");
        if (!isPart && files.All(file => file is null))
            throw new InvalidInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{imagesFolder}: none of {files.Count:N0} items has an image. Expected at least one."));
        var images = new ImageList(files, imagesFolder, nameItem ?? (item => FormattableString.Invariant($"item {item}")));
        return CacheScope.Use(options.Cache, (folder, owned) =>
            EmbedRows(encoder, images, options, folder, owned, isPart, progress, cancellationToken));
    }

    private static (CachedRows Rows, EmbeddingWork Work, IReadOnlyDictionary<int, string> Faults) EmbedRows(
        ImageEncoder encoder, ImageList images, ImageEmbedderOptions options, string folder, string? owned, bool isPart,
        IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        using var cache = EmbeddingCache.Open(folder, encoder);
        var work = new EmbeddingWork(encoder, cache, images, options, progress);
        work.Run(cancellationToken);
        var faults = work.Faults();
        if (faults.Count > 0
            && (options.OnBadImage == BadImageHandling.Fail || (faults.Count == images.FileCount && !isPart)))
            throw images.Refuse(faults, options.OnBadImage);
        return (cache.ToRows($"{encoder.Name} of {images.Folder}", work.Keys, owned), work, faults);
    }
}
