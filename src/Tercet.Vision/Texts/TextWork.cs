using System.Security.Cryptography;
using System.Text;
using Tercet.Vision.Caching;

namespace Tercet.Vision.Texts;

/// <summary>The texts of one call, shared among threads: each thread takes the next text and embeds it alone.</summary>
internal sealed class TextWork(
    TextEncoder encoder, EmbeddingCache cache, IReadOnlyList<string?> texts, Func<int, string> nameItem,
    IProgress<WorkProgress>? progress)
{
    private const int TextsPerReport = 64;

    private int _next = -1;
    private int _done;
    private int _encoded;
    private int _truncated;

    /// <summary>The cache key of each text; null where there is none.</summary>
    public ContentKey?[] Keys { get; } = new ContentKey?[texts.Count];

    /// <summary>Number of distinct texts embedded.</summary>
    public int Encoded => _encoded;

    /// <summary>Number of distinct texts found in the cache.</summary>
    public int FromCache => Keys.OfType<ContentKey>().Distinct().Count() - _encoded;

    /// <summary>Number of texts longer than what the encoder reads.</summary>
    public int Truncated => _truncated;

    /// <summary>Embeds all texts.</summary>
    public void Run(int maxDegreeOfParallelism, CancellationToken cancellationToken) =>
        ParallelWork.Run(maxDegreeOfParallelism, texts.Count, Work, cancellationToken);

    private void Work(CancellationToken cancellationToken)
    {
        var embedding = new float[encoder.Dimensions];
        for (int i; (i = Interlocked.Increment(ref _next)) < texts.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (texts[i] is { } text)
                Embed(i, text, embedding);
            var done = Interlocked.Increment(ref _done);
            if (done % TextsPerReport == 0 || done == texts.Count)
                progress?.Report(new WorkProgress("embedding texts", done, texts.Count));
        }
    }

    private void Embed(int item, string text, float[] embedding)
    {
        var key = ContentKey.FromSha256(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Keys[item] = key;
        var tokens = encoder.Tokenize(text, out var isTruncated); // of cached texts too: the count does not depend on the cache
        if (isTruncated)
            Interlocked.Increment(ref _truncated);
        if (!cache.TryClaim(key))
            return;
        encoder.Run(tokens, embedding, () => nameItem(item));
        cache.Add(key, embedding);
        Interlocked.Increment(ref _encoded);
    }
}
