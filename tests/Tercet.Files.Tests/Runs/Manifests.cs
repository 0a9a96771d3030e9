namespace Tercet.Files.Tests.Runs;

internal static class Manifests
{
    public static readonly HardnessSchedule Schedule =
        new() { Curve = HardnessCurve.Exponential(2.5), Cycles = 2, Floor = 0.1, Cap = 0.9 };

    private static readonly DataSplit Split = DataSplit.ByClass(SmallRun.Items(), 0.25, 7);

    /// <summary>A manifest with a value in every field.</summary>
    public static RunManifest Example { get; } = new()
    {
        Version = "1.2.3",
        Options = ManifestOptions.From(
            new TripletOptions
            {
                TripletsPerEpoch = 7,
                Epochs = 3,
                TestTriplets = 2,
                Selector = NegativeSelector.LogRank,
                PositiveStrategy = PositiveStrategy.Nearest,
                MinDistance = 0.05,
                CandidatePool = 64,
                Seed = ulong.MaxValue,
                Schedule = Schedule,
            },
            Split,
            new StepRange(3, 17)),
        Inputs =
        [
            new ManifestInput("items", "données/训练.csv", "ab12", Encoding: "utf-8"),
            new ManifestInput("embeddings", "e \"1\".npy", "cd34"),
        ],
        Encoder = new ManifestEncoder("hog", "a descriptor", "ef56", new Dictionary<string, string> { ["cells"] = "8" }),
        Counts = new ManifestCounts(100, 10, 20, 512),
        Train = new ManifestSplit("train.csv", "0123", 21, 14, 90, 8, 7, new PoolError(14, 0.01, 0.1)),
        Test = new ManifestSplit("test.csv", "4567", 2, 2, 10, 2, 2, null),
        Skipped = [new SkippedCount(3, "items without a class", "a row without a class label takes no part")],
        Files = ["train.csv", "test.csv"],
    };

    /// <summary>A manifest of batches with a value in every field that they have.</summary>
    public static RunManifest OfBatches { get; } = Example with
    {
        Options = ManifestOptions.From(
            new BatchOptions
            {
                ClassesPerBatch = 12,
                SamplesPerClass = 3,
                GroupSize = 4,
                LastBatch = LastBatchHandling.Fill,
                BatchesPerEpoch = 7,
                TestBatches = 5,
                Epochs = 3,
                Selector = NegativeSelector.Hardest,
                Seed = 9,
            },
            Split,
            new StepRange(3, 17)),
        Train = new ManifestSplit("train.csv", "0123", 21, null, 90, 8, 8, null, 14),
        Test = new ManifestSplit("test.csv", "4567", 5, null, 10, 2, 2, null, 5),
    };
}
