using Tercet.Torch.Training;

namespace Tercet.Train.Tests;

/// <summary>Epochs as training might report them.</summary>
internal static class Epochs
{
    public static EpochResult Of(int epoch, CollapseState health) => new()
    {
        Epoch = epoch,
        Triplets = 100,
        Batches = 4,
        Inputs = 300,
        Hardness = 0.62,
        Accuracy = 0.906,
        Health = health,
        Metrics = new TrainingMetrics
        {
            Loss = 0.03123,
            ActiveFraction = 0.45,
            PositiveDistance = 0.2,
            NegativeDistance = 1.1,
            SampleRecall = 0.8,
            Dispersion = new EmbeddingDispersion(1.0341, 0.1, 7.5)
        },
    };
}
