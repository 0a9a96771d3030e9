namespace Tercet.Files.Tests;

/// <summary>Miners over a few items whose class and file names are hard on file formats.</summary>
internal static class SmallRun
{
    public static readonly string[] Classes =
        ["plain", "comma, and \"quotes\"", "line\nbreak\r\nand\ttab", "猫 🐈", "<&>'\\", "007", "null", "#hash; = +1"];

    public static EmbeddingMatrix Embeddings { get; } = Matrix(48, seed: 9);

    public static EmbeddingMatrix CatalogEmbeddings { get; } = Matrix(Classes.Length, seed: 10);

    public static LabeledItems Items(bool withFiles = true, bool withCatalog = false)
    {
        string[] labels = [.. Enumerable.Range(0, Embeddings.Count).Select(i => Classes[i % Classes.Length])];
        var items = new ItemTable(labels, withFiles ? [.. labels.Select((label, i) => $"{label}/{i}.jpg")] : null);
        var catalog = new ItemTable(Classes, withFiles ? [.. Classes.Select(label => $"{label}.png")] : null);
        return new LabeledItems(items, withCatalog ? catalog : null);
    }

    public static TripletMiner TripletMiner(
        bool withFiles = true, INegativeSelector? selector = null, bool withCatalog = false, double testRatio = 0.25)
    {
        var items = Items(withFiles, withCatalog);
        var options = new TripletOptions { TripletsPerEpoch = 100, MaxDegreeOfParallelism = 2 };
        return new TripletMiner(
            items, options with { Selector = selector ?? options.Selector }, DataSplit.ByClass(items, testRatio));
    }

    public static BatchMiner BatchMiner(
        bool withFiles = true, INegativeSelector? selector = null, bool withCatalog = false, double testRatio = 0.25)
    {
        var items = Items(withFiles, withCatalog);
        var options =
            new BatchOptions { ClassesPerBatch = 3, SamplesPerClass = 3, GroupSize = 2, Epochs = 5, MaxDegreeOfParallelism = 2 };
        return new BatchMiner(
            items, options with { Selector = selector ?? options.Selector }, DataSplit.ByClass(items, testRatio));
    }

    /// <summary>All training steps.</summary>
    public static MinedSequence<TStep> Mine<TStep>(SequenceMiner<TStep> miner) => miner.MineSteps(
        Embeddings, new StepRange(0, miner.Plan.TotalSteps), miner.Items.Catalog is null ? null : CatalogEmbeddings,
        cancellationToken: TestContext.Current.CancellationToken);

    private static EmbeddingMatrix Matrix(int rows, int seed)
    {
        const int Dimensions = 4;
        var random = new Random(seed);
        return EmbeddingMatrix.FromArray(
            [.. Enumerable.Range(0, rows * Dimensions).Select(_ => (float)random.NextDouble())], Dimensions);
    }
}
