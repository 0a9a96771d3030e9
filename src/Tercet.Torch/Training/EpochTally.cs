using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Adds up what the loss terms of an epoch were like when they were trained on.</summary>
internal sealed class EpochTally
{
    private double _loss, _positive, _negative, _hardness;
    private int _active, _correct, _mined;

    /// <summary>Loss terms so far: triplets, or anchors with their positives.</summary>
    public int Count { get; private set; }

    /// <summary>Batches so far that had any.</summary>
    public int Batches { get; private set; }

    /// <summary>Inputs that the encoder saw in them.</summary>
    public int Inputs { get; private set; }

    /// <summary>The mean hardness as mined; NaN where nothing has any, since no class joined another.</summary>
    public double Hardness => _hardness / _mined;

    /// <summary>Their mean loss.</summary>
    public double MeanLoss => _loss / Count;

    /// <summary>The share of those whose positive was nearer than their negative.</summary>
    public double Accuracy => (double)_correct / Count;

    /// <summary>Adds a batch.</summary>
    public void Add(TrainingBatch mined, BatchLoss batch)
    {
        foreach (var hardness in mined.Hardness)
        {
            _hardness += hardness;
            _mined++;
        }
        double[] losses = batch.Losses, near = batch.Positive, far = batch.Negative;
        for (var i = 0; i < losses.Length; i++)
        {
            _loss += losses[i];
            _positive += near[i];
            _negative += far[i];
            _correct += near[i] < far[i] ? 1 : 0;
            _active += batch.IsActive(i) ? 1 : 0;
        }
        Count += losses.Length;
        Batches++;
        Inputs += mined.Inputs.Count;
    }

    public TrainingMetrics Signs(EmbeddingDispersion spread) => new()
    {
        Loss = MeanLoss,
        ActiveFraction = (double)_active / Count,
        PositiveDistance = _positive / Count,
        NegativeDistance = _negative / Count,
        Spread = spread,
    };
}
