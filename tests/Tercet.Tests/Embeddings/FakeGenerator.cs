using Microsoft.Extensions.AI;

namespace Tercet.Tests.Embeddings;

/// <summary>A generator that embeds numbers, and whose calls end when and as a test says.</summary>
/// <param name="answer">The embeddings for a batch; by default (n, −n, ½) for each n.</param>
/// <param name="during">What a call waits for; by default nothing.</param>
/// <param name="metadata">What it says of itself.</param>
internal sealed class FakeGenerator(
    Func<int[], IEnumerable<float[]>>? answer = null, Func<int[], CancellationToken, Task>? during = null,
    EmbeddingGeneratorMetadata? metadata = null)
    : IEmbeddingGenerator<int, Embedding<float>>
{
    private readonly Lock _lock = new();

    public List<int[]> Batches { get; } = [];

    public List<EmbeddingGenerationOptions?> Options { get; } = [];

    public int InFlight { get; private set; }

    public int MostInFlight { get; private set; }

    public static float[] Embed(int number) => [number, -number, 0.5f];

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<int> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var batch = values.ToArray();
        lock (_lock)
        {
            Batches.Add(batch);
            Options.Add(options);
            MostInFlight = Math.Max(MostInFlight, ++InFlight);
        }
        try
        {
            await (during?.Invoke(batch, cancellationToken) ?? Task.CompletedTask);
            return [.. (answer?.Invoke(batch) ?? batch.Select(Embed)).Select(vector => new Embedding<float>(vector))];
        }
        finally
        {
            lock (_lock)
                InFlight--;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata : null;

    public void Dispose()
    {
    }
}
