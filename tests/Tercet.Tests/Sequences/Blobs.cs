using Tercet.Tests.Search;

namespace Tercet.Tests.Sequences;

/// <summary>240 items of 12 classes in turn, at random places in three dimensions.</summary>
internal static class Blobs
{
    public const int Count = 240, Dimensions = 3;

    public static readonly float[] Values = CreateValues();

    public static LabeledItems Items { get; } = new([.. Enumerable.Range(0, Count).Select(ClassOf)]);

    public static EmbeddingMatrix Embeddings { get; } = EmbeddingMatrix.FromArray(Values, Dimensions);

    public static int ClassOf(int row) => row % 12;

    public static double DistanceBetween(int a, int b) => NaiveDistance.Between(Row(a), Row(b), Distance.Euclidean);

    public static float[] Row(int row) => Values[(row * Dimensions)..((row + 1) * Dimensions)];

    private static float[] CreateValues()
    {
        var stream = new RandomStream(11, RandomPurpose.Pool, 0, 0);
        return [.. Enumerable.Range(0, Count * Dimensions).Select(_ => (float)stream.NextDouble())];
    }
}
