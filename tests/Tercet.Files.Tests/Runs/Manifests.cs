namespace Tercet.Files.Tests.Runs;

internal static class Manifests
{
    /// <summary>A manifest with a value in every field.</summary>
    public static RunManifest Example { get; } = new()
    {
        Version = "1.2.3",
        Options = ManifestOptions.From(
            new TripletOptions
            {
                Triplets = 7,
                Epochs = 3,
                TestRatio = 0.1,
                Strategy = Strategy.SemiHard,
                Scale = Scale.LogRank,
                Positive = PositiveStrategy.Nearest,
                MinDistance = 0.05,
                Pool = 64,
                Seed = ulong.MaxValue,
                Schedule = new HardnessSchedule
                {
                    Curve = Curve.Exponential,
                    Cycles = 2,
                    Floor = 0.1,
                    Cap = 0.9,
                    Growth = 2.5,
                    Logistic = new LogisticShape { B = 4, M = 0.3, C = 1.2, Q = 0.8, Nu = 2 },
                },
            },
            new StepRange(3, 17)),
        Inputs = [new ManifestInput("items", "données/训练.csv", "ab12", Encoding: "utf-8"), new ManifestInput("embeddings", "e \"1\".npy", "cd34")],
        Counts = new ManifestCounts(100, 10, 20, 512),
        Train = new ManifestSplit("train.csv", "0123", 21, 14, 90, 8, 7, new PoolError(14, 0.01, 0.1)),
        Test = new ManifestSplit("test.csv", "4567", 2, 2, 10, 2, 2, null),
        Skipped = [new ManifestSkip(3, "items without a class", "a row without a class label takes no part")],
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
                Group = 4,
                Last = LastBatchHandling.Fill,
                Batches = 7,
                TestBatches = 5,
                Epochs = 3,
                TestRatio = 0.1,
                Strategy = Strategy.Hardest,
                Seed = 9,
            },
            new StepRange(3, 17)),
        Train = new ManifestSplit("train.csv", "0123", 21, null, 90, 8, 8, null, 14),
        Test = new ManifestSplit("test.csv", "4567", 5, null, 10, 2, 2, null, 5),
    };
}
