namespace Tercet.Torch.Training;

/// <summary>The result of one epoch of training.</summary>
public sealed record EpochResult
{
    /// <summary>The epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>Triplets; for batches of classes, the loss terms, such as anchors with a positive.</summary>
    public required int Triplets { get; init; }

    /// <summary>Batches with a loss, each one step of the optimizer.</summary>
    public required int Batches { get; init; }

    /// <summary>Rows of inputs that passed through the encoder in these batches.</summary>
    public required int Inputs { get; init; }

    /// <summary>The mean actual hardness of negatives, or of the classes that joined a group, as mined; in [0, 1].</summary>
    public required double Hardness { get; init; }

    /// <summary>The fraction of triplets with d_ap &lt; d_an when they were trained on; a tie counts as wrong.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Loss, distances and dispersion, the input of <see cref="CollapseMonitor"/>.</summary>
    public required TrainingMetrics Metrics { get; init; }

    /// <summary>The monitor's verdict on <see cref="Metrics"/>.</summary>
    public required CollapseState Health { get; init; }
}
