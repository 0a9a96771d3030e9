using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>
/// Mining and validation use the distance of the loss, also where embeddings keep their length: neighbours by the cosine are
/// neighbours by direction, those by the squared distance are not.
/// </summary>
public class LossDistanceTests
{
    private const int Directions = 8, PerClass = 2;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Batches_of_the_hardest_classes_are_mined_by_it(bool cosine)
    {
        // Two classes in each direction, of lengths 1 and 10.
        var set = Set((label, item) => (label % Directions, (label < Directions ? 1 : 10) + 0.01f * item), 2 * Directions);
        using var trainer = Trainer(set, cosine, new() { ClassesPerBatch = 2, Selector = NegativeSelector.Hardest });
        var metrics = trainer.TrainEpoch(cancellationToken: TestContext.Current.CancellationToken).Metrics;
        if (cosine)
            Assert.InRange(metrics.NegativeDistance, 0, 1e-6); // each class is joined by the one in its direction
        else
            Assert.InRange(metrics.NegativeDistance, 1, 100); // nearest to a class of length 1 is another of length 1
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0.5)]
    public void Retrieval_is_validated_by_it(bool cosine, double recall)
    {
        // One class in each direction, with items of lengths 1 and 10: the short ones are nearest to short ones of other classes.
        var set = Set((label, item) => (label, item == 0 ? 1 : 10), Directions, testRatio: 0.5);
        using var trainer = Trainer(set, cosine, new() { ClassesPerBatch = 2 });
        var result = Validation.Evaluate(trainer, maxDegreeOfParallelism: 1)!;
        Assert.Equal(recall, result.RecallAt[1]);
    }

    private static EncoderTrainer Trainer(TrainingSet set, bool cosine, BatchOptions mining) => new(
        set, new ScaledEncoder(), new TrainingOptions
        {
            Sequence = new BatchTraining
            {
                Options = mining with { MaxDegreeOfParallelism = 1 },
                Loss = cosine ? new NtXentLoss() : new BatchHardLoss(),
            },
            UnitLength = false,
            LearningRate = 1e-12,
        });

    /// <summary>Classes of two items, each in the direction of an axis and of a length.</summary>
    private static TrainingSet Set(Func<int, int, (int Axis, float Length)> place, int classes, double testRatio = 0)
    {
        var values = new float[classes * PerClass * Directions];
        for (var i = 0; i < classes * PerClass; i++)
        {
            var (axis, length) = place(i / PerClass, i % PerClass);
            values[i * Directions + axis] = length;
        }
        var items = new LabeledItems([.. Enumerable.Range(0, classes * PerClass).Select(i => $"c{i / PerClass}")]);
        return new TrainingSet(items, EmbeddingMatrix.FromArray(values, Directions), split: DataSplit.ByClass(items, testRatio));
    }
}
