using Tercet.Monitoring;
using Tercet.Torch.Training;

namespace Tercet.Train.Tests;

/// <summary>Epochs as training might tell of them.</summary>
internal static class Epochs
{
    public static EpochResult Of(int epoch, TrainingHealth health) => new()
    {
        Epoch = epoch,
        Triplets = 100,
        Batches = 4,
        Inputs = 300,
        Hardness = 0.62,
        Accuracy = 0.906,
        Health = health,
        Signs = new TrainingSigns { Loss = 0.03123, ActiveShare = 0.45, PositiveDistance = 0.2, NegativeDistance = 1.1, Spread = new EmbeddingSpread(1.0341, 0.1, 7.5) },
    };
}
