namespace Tercet.Files.Tests.Runs;

/// <summary>A miner over a few items whose class and file names are hard on file formats.</summary>
internal static class SmallRun
{
    public static readonly string[] Classes =
        ["plain", "comma, and \"quotes\"", "line\nbreak\r\nand\ttab", "猫 🐈", "<&>'\\", "007", "null", "#hash; = +1"];

    public static TripletMiner Miner(bool withFiles = true, Strategy strategy = Strategy.Sequence, bool withCatalog = false, double testRatio = 0.25) =>
        new(
            Source(withFiles, withCatalog),
            new TripletOptions { Triplets = 100, TestRatio = testRatio, Strategy = strategy, MaxDegreeOfParallelism = 2 });

    public static BatchMiner BatchMiner(bool withFiles = true, Strategy strategy = Strategy.Sequence, bool withCatalog = false, double testRatio = 0.25) =>
        new(Source(withFiles, withCatalog), new BatchOptions { ClassesPerBatch = 3, SamplesPerClass = 3, Group = 2, Epochs = 5, TestRatio = testRatio, Strategy = strategy, MaxDegreeOfParallelism = 2 });

    public static MiningSource Source(bool withFiles, bool withCatalog)
    {
        const int Items = 48, Dimensions = 4;
        var random = new Random(9);
        float[] Values(int rows) => [.. Enumerable.Range(0, rows * Dimensions).Select(_ => (float)random.NextDouble())];
        var labels = Enumerable.Range(0, Items).Select(i => Classes[i % Classes.Length]).ToArray();
        var items = new ItemTable(labels, withFiles ? [.. labels.Select((label, i) => $"{label}/{i}.jpg")] : null);
        var catalog = withCatalog ? new ItemTable(Classes, withFiles ? [.. Classes.Select(label => $"{label}.png")] : null) : null;
        return new MiningSource(
            new Dataset(items, catalog), EmbeddingMatrix.FromArray(Values(Items), Dimensions),
            withCatalog ? EmbeddingMatrix.FromArray(Values(Classes.Length), Dimensions) : null);
    }
}
