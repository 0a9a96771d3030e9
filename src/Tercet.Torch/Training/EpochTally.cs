using Tercet.Torch.Losses;
using static System.FormattableString;

namespace Tercet.Torch.Training;

/// <summary>Sums over the loss terms of an epoch.</summary>
/// <param name="epoch">The epoch, from 0.</param>
internal sealed class EpochTally(int epoch)
{
    private double _loss, _positive, _negative, _hardness;
    private int _terms, _batches, _inputs, _active, _correct, _mined;

    /// <summary>The mean loss so far.</summary>
    public double MeanLoss => _loss / _terms;

    /// <summary>Adds a batch.</summary>
    public void Add(TrainingBatch batch, BatchLossResult result)
    {
        foreach (var hardness in batch.Hardness)
        {
            _hardness += hardness;
            _mined++;
        }
        for (var i = 0; i < result.Count; i++)
        {
            double near = result.PositiveDistances[i], far = result.NegativeDistances[i];
            _loss += result.Losses[i];
            _positive += near;
            _negative += far;
            _correct += near < far ? 1 : 0;
        }
        _active += result.ActiveCount;
        _terms += result.Count;
        _batches++;
        _inputs += batch.Inputs.Count;
    }

    /// <summary>Refuses an epoch that nothing can be learned from.</summary>
    /// <exception cref="InvalidInputException">No step had a candidate, or the loss is not finite.</exception>
    public void RequireUsable(double learningRate)
    {
        if (_terms == 0)
        {
            throw new InvalidInputException(Invariant(
                $"epoch {epoch + 1}: no step has a candidate: the excluded pairs, groups, `MinDistance` or `CandidatePool` rule out ")
                + "every item of another class. Relax these filters.");
        }
        if (_mined == 0)
        {
            throw new InvalidInputException(Invariant(
                $"epoch {epoch + 1}: no class can join another: the excluded pairs, groups or `MinDistance` rule out every one. ")
                + "Relax these filters.");
        }
        if (!double.IsFinite(MeanLoss))
        {
            throw new InvalidInputException(Invariant(
                $"epoch {epoch + 1}: the loss is {(double.IsNaN(MeanLoss) ? "NaN" : "infinite")}: training has diverged. ")
                + Invariant($"Expected a finite loss; lower `LearningRate`, which is {learningRate}."));
        }
    }

    /// <summary>The epoch's result.</summary>
    /// <param name="probe">The dispersion of embeddings after it, and their Recall@1.</param>
    /// <param name="monitor">Judges it.</param>
    public EpochResult ToResult((EmbeddingDispersion Dispersion, double Recall) probe, CollapseMonitor monitor)
    {
        var metrics = new TrainingMetrics
        {
            Loss = MeanLoss,
            ActiveFraction = (double)_active / _terms,
            PositiveDistance = _positive / _terms,
            NegativeDistance = _negative / _terms,
            SampleRecall = probe.Recall,
            Dispersion = probe.Dispersion,
        };
        return new EpochResult
        {
            Epoch = epoch,
            Triplets = _terms,
            Batches = _batches,
            Inputs = _inputs,
            Hardness = _hardness / _mined,
            Accuracy = (double)_correct / _terms,
            Metrics = metrics,
            Health = monitor.Observe(metrics),
        };
    }
}
