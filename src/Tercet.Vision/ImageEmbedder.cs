using System.Globalization;
using System.Security.Cryptography;
using Tercet.Embeddings;

namespace Tercet.Vision;

/// <summary>Embeds image files with <see cref="HogDescriptor"/>.</summary>
public static class ImageEmbedder
{
    private const int ImagesPerReport = 64;

    /// <summary>Name and version of the descriptor, for manifests.</summary>
    public static string Encoder => HogDescriptor.Name;

    /// <summary>How many images one matrix can hold.</summary>
    public static int MaximumImages => Array.MaxLength / HogDescriptor.Dimensions;

    /// <summary>
    /// Reads each file once, decodes it (PNG, JPEG, WebP, GIF or BMP, of at most 100 million pixels) and describes it. The result
    /// depends on neither <paramref name="threads"/> nor the machine.
    /// </summary>
    /// <param name="files">
    /// One file an item, relative to <paramref name="imagesFolder"/> or absolute, or null for an item without an image, whose row
    /// stays zero; at least one.
    /// </param>
    /// <param name="imagesFolder">The folder that relative files are in.</param>
    /// <param name="nameItem">What messages call item i, such as "train.csv, row 2" for item 0.</param>
    /// <param name="threads">Images worked on at once; 0 means one for each processor.</param>
    /// <param name="progress">Told now and then how many images are done, possibly out of order, and once that all are.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="BadInputException">
    /// Files are missing or are no whole images (all are checked, and told together), there is no such folder, or there are more
    /// files than <see cref="MaximumImages"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static EmbeddedImages Embed(
        IReadOnlyList<string?> files,
        string imagesFolder,
        Func<int, string> nameItem,
        int threads = 0,
        IProgress<(int Done, int Total)>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(imagesFolder);
        ArgumentNullException.ThrowIfNull(nameItem);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        RequireRoom(files.Count);
        if (!Directory.Exists(imagesFolder))
            throw new BadInputException(
                $"{imagesFolder}: no such folder. Expected the folder that holds the images. Check its path.");

        var values = new float[files.Count * HogDescriptor.Dimensions];
        var digests = new byte[files.Count * SHA256.HashSizeInBytes];
        var faults = new string?[files.Count];
        var done = 0;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, files.Count, options, i =>
        {
            faults[i] = files[i] is not { } file ? null : EmbedOne(
                Path.Combine(imagesFolder, file),
                values.AsSpan(i * HogDescriptor.Dimensions, HogDescriptor.Dimensions),
                digests.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes));
            var count = Interlocked.Increment(ref done);
            if (count % ImagesPerReport == 0 || count == files.Count)
                progress?.Report((count, files.Count));
        });
        RequireNoFaults(files, faults, imagesFolder, nameItem);
        return new EmbeddedImages(
            EmbeddingMatrix.FromArray(values, HogDescriptor.Dimensions, $"{Encoder} of {imagesFolder}"),
            Convert.ToHexStringLower(SHA256.HashData(digests)));
    }

    /// <summary>Refuses more images than one array can describe.</summary>
    internal static void RequireRoom(int images)
    {
        if (images > MaximumImages)
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"{images:N0} images: at most {MaximumImages:N0} can be described in memory. Compute their embeddings "
                + $"beforehand, save them as a .npy file of one row an image, and give that with --embeddings."));
    }

    private static string? EmbedOne(string path, Span<float> values, Span<byte> digest)
    {
        if (Directory.Exists(path))
            return "a folder, not an image";
        if (!File.Exists(path))
            return "no such file";
        try
        {
            var file = File.ReadAllBytes(path);
            SHA256.HashData(file, digest);
            if (!ImageDecoder.TryDecode(file, out var image, out var fault))
                return fault;
            HogDescriptor.Describe(image, values);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"a file that cannot be read ({problem.Message})";
        }
    }

    private static void RequireNoFaults(
        IReadOnlyList<string?> files, string?[] faults, string imagesFolder, Func<int, string> nameItem)
    {
        var total = faults.Count(fault => fault is not null);
        if (total == 0)
            return;
        var cases = Enumerable.Range(0, files.Count).Where(i => faults[i] is not null).Take(BadInputException.ShownCases)
            .Select(i => $"{nameItem(i)}: '{files[i]}': {faults[i]}").ToList();
        throw new BadInputException(
            string.Create(CultureInfo.InvariantCulture, $"{total:N0} of {files.Count:N0} images cannot be used"),
            cases,
            $"Relative paths start from {Path.GetFullPath(imagesFolder)}. "
            + "Name another folder (--images), correct the paths, replace the files, or drop these items.",
            total);
    }
}
