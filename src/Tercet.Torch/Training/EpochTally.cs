using Tercet.Monitoring;
using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Adds up what the triplets of an epoch were like when they were trained on.</summary>
internal sealed class EpochTally(TripletLoss loss)
{
    private double _loss, _positive, _negative;
    private int _active, _correct;

    /// <summary>Triplets so far.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean loss.</summary>
    public double MeanLoss => _loss / Count;

    /// <summary>The share of those whose positive was nearer than their negative.</summary>
    public double Accuracy => (double)_correct / Count;

    /// <summary>Adds a batch.</summary>
    public void Add(TripletBatch batch)
    {
        double[] losses = batch.Losses, near = batch.Positive, far = batch.Negative;
        for (var i = 0; i < losses.Length; i++)
        {
            _loss += losses[i];
            _positive += near[i];
            _negative += far[i];
            _correct += near[i] < far[i] ? 1 : 0;
            _active += (loss.SoftMargin ? !(near[i] < far[i]) : losses[i] > 0) ? 1 : 0;
        }
        Count += losses.Length;
    }

    public TrainingSigns Signs(EmbeddingSpread spread) => new()
    {
        Loss = MeanLoss,
        ActiveShare = (double)_active / Count,
        PositiveDistance = _positive / Count,
        NegativeDistance = _negative / Count,
        Spread = spread,
    };
}
