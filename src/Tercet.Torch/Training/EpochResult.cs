
namespace Tercet.Torch.Training;

/// <summary>What an epoch of training was like.</summary>
public sealed record EpochResult
{
    /// <summary>Which epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Its triplets; in batches, its anchors with their positives, as many times as the loss counts them.</summary>
    public required int Triplets { get; init; }

    /// <summary>Batches, and so steps of the optimizer.</summary>
    public required int Batches { get; init; }

    /// <summary>Inputs that the encoder was shown.</summary>
    public required int Inputs { get; init; }

    /// <summary>The mean hardness that its negatives had when they were mined, or classes of batches when they joined another.</summary>
    public required double Hardness { get; init; }

    /// <summary>The share of triplets whose positive was nearer than their negative when they were trained on; a tie is not.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Loss, distances and spread, as the collapse monitor is told them.</summary>
    public required TrainingMetrics Signs { get; init; }

    /// <summary>What the monitor makes of them.</summary>
    public required CollapseState Health { get; init; }
}
