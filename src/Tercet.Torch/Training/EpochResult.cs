using Tercet.Monitoring;

namespace Tercet.Torch.Training;

/// <summary>What an epoch of training was like.</summary>
public sealed record EpochResult
{
    /// <summary>Which epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its triplets.</summary>
    public required int Triplets { get; init; }

    /// <summary>The mean hardness that its negatives had when they were mined.</summary>
    public required double Hardness { get; init; }

    /// <summary>The share of triplets whose positive was nearer than their negative when they were trained on; a tie is not.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Loss, distances and spread, as the collapse monitor is told them.</summary>
    public required TrainingSigns Signs { get; init; }

    /// <summary>What the monitor makes of them.</summary>
    public required TrainingHealth Health { get; init; }
}
