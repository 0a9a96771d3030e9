using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests.Caching;

/// <summary>A folder of images, and a cache beside it.</summary>
internal sealed class CachedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CachedRun(int images)
    {
        Directory.CreateDirectory(Images);
        Files = [.. Enumerable.Range(0, images).Select(i => $"{i}.png")];
        for (var i = 0; i < images; i++)
            Write($"{i}.png", i);
    }

    public List<string?> Files { get; }

    public string Images => Path.Combine(_folder.Path, "images");

    public string Cache => Path.Combine(_folder.Path, "cache");

    /// <summary>The folder of the only encoder in the cache.</summary>
    public string Part => Directory.GetDirectories(Cache).Single();

    public void Write(string file, int seed) => File.WriteAllBytes(Path.Combine(Images, file), TestImages.Drawn(seed, 24, 20));

    /// <summary>
    /// Embeds all files, by default with few components, so that random damage to the cache hits all of its parts.
    /// </summary>
    public EmbeddedImages Embed(
        ImageEncoder? encoder = null, IProgress<WorkProgress>? progress = null, CancellationToken? cancellationToken = null,
        int threads = 2) =>
        ImageEmbedder.Embed(
            encoder ?? new PixelDescriptor(), Files, Images, item => $"row {item}",
            new ImageEmbedderOptions { Cache = Cache, MaxDegreeOfParallelism = threads },
            progress, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Embeds all files, asserts how many were encoded and cached, and returns the rows.</summary>
    public float[][] Expect(int encoded, int fromCache, ImageEncoder? encoder = null)
    {
        var embedded = Embed(encoder);
        Assert.Equal((encoded, fromCache), (embedded.Encoded, embedded.FromCache));
        return embedded.Take();
    }

    public void Dispose() => _folder.Dispose();
}
