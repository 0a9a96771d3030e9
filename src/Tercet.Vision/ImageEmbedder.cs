using System.Globalization;
using System.Security.Cryptography;
using Tercet.Vision.Caching;
using Tercet.Vision.Encoders;

namespace Tercet.Vision;

/// <summary>Embeds image files: each different image once, in bounded memory, through a cache.</summary>
public static class ImageEmbedder
{
    /// <summary>
    /// Reads each file once and embeds what is not in the cache. Memory holds a few images for each thread, however many there are.
    /// </summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="files">
    /// One file an item, relative to <paramref name="imagesFolder"/> or absolute, or null for an item without an image, which has no
    /// embedding; at least one.
    /// </param>
    /// <param name="imagesFolder">The folder that relative files are in.</param>
    /// <param name="nameItem">What messages call item i, such as "train.csv, row 2" for item 0.</param>
    /// <param name="options">Threads, bounds and cache; null for the defaults.</param>
    /// <param name="progress">Told now and then how many images are done, possibly out of order, and once that all are.</param>
    /// <param name="cancellationToken">Stops the work; what was embedded so far stays in the cache.</param>
    /// <exception cref="InvalidInputException">
    /// Files are missing or are no whole images (all are checked, and told together), none is left, or there is no such folder.
    /// </exception>
    /// <exception cref="InvalidOptionsException">A bound of the options does not hold.</exception>
    /// <exception cref="IOException">The cache cannot be read or written; the message names its folder.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static EmbeddedImages Embed(
        ImageEncoder encoder,
        IReadOnlyList<string?> files,
        string imagesFolder,
        Func<int, string> nameItem,
        ImageEmbedderOptions? options = null,
        IProgress<(int Done, int Total)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(imagesFolder);
        ArgumentNullException.ThrowIfNull(nameItem);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        options ??= new ImageEmbedderOptions();
        options.Validate();
        if (!Directory.Exists(imagesFolder))
            throw new InvalidInputException(
                $"{imagesFolder}: no such folder. Expected the folder that holds the images. Check its path.");
        var images = files.Count(file => file is not null);
        if (images == 0)
            throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"{imagesFolder}: none of {files.Count:N0} items has an image. Expected one at least."));
        var temporary = options.Cache is null ? Directory.CreateTempSubdirectory("tercet-").FullName : null;
        try
        {
            using var cache = EmbeddingCache.Open(options.Cache ?? temporary!, encoder);
            var work = new EmbeddingWork(encoder, cache, files, imagesFolder, nameItem, options, progress);
            work.Run(cancellationToken);
            var faults = work.Faults();
            if (faults.Count > 0 && (options.OnBadImage == BadImages.Fail || faults.Count == images))
                throw Fault(files, faults, images, imagesFolder, nameItem, options.OnBadImage);
            var matrix = cache.ToMatrix($"{encoder.Name} of {imagesFolder}", work.Keys, temporary);
            return new EmbeddedImages(matrix, Convert.ToHexStringLower(SHA256.HashData(work.Digests)), work.Encoded, work.FromCache, faults);
        }
        catch (Exception e)
        {
            if (temporary is not null && Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            if (e is IOException or UnauthorizedAccessException)
                throw new IOException(
                    $"{options.Cache ?? temporary}: embeddings cannot be kept there ({e.Message.TrimEnd('.')}). "
                    + (options.Cache is null ? "Free space there, or name a folder elsewhere with --cache." : "Name another folder with --cache, or keep none with --no-cache."),
                    e);
            throw;
        }
    }

    private static InvalidInputException Fault(
        IReadOnlyList<string?> files, SortedDictionary<int, string> faults, int images, string imagesFolder, Func<int, string> nameItem, BadImages onBadImage) => new(
        string.Create(CultureInfo.InvariantCulture, $"{faults.Count:N0} of {images:N0} images cannot be used"),
        [.. faults.Take(InvalidInputException.ShownCases).Select(fault => $"{nameItem(fault.Key)}: '{files[fault.Key]}': {fault.Value}")],
        $"Relative paths start from {Path.GetFullPath(imagesFolder)}. "
        + (onBadImage == BadImages.Skip
            ? "Name another folder (--images), correct the paths, or replace the files: with all left out, nothing is left."
            : "Name another folder (--images), correct the paths, replace the files, or leave these items out (--on-bad-image skip)."),
        faults.Count);
}
