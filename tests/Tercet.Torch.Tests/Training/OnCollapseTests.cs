using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>The hardness of epochs after a collapse, with an encoder whose collapse is a matter of its scale.</summary>
public class OnCollapseTests
{
    private const double Floor = 0.1;
    private const float Healthy = 1, AtRisk = 0.3f, Collapsed = 0.001f; // scales, beside 1 at the start

    [Fact]
    public void Lower_mines_at_the_floor_from_a_collapse_until_an_epoch_is_healthy()
    {
        var epochs = Train(OnCollapse.Lower, Healthy, AtRisk, Collapsed, AtRisk, Healthy, AtRisk, Healthy);
        Assert.Equal(
            [
                CollapseState.Healthy, CollapseState.AtRisk, CollapseState.Collapsed, CollapseState.AtRisk,
                CollapseState.Healthy, CollapseState.AtRisk, CollapseState.Healthy,
            ],
            epochs.Select(epoch => epoch.Health));
        // The epochs after the collapse and after the risk that follows it are the easy ones.
        Assert.Equal([false, false, false, true, true, false, false], epochs.Select(epoch => epoch.Hardness < 0.5));
        Assert.All(epochs.Where(epoch => epoch.Hardness >= 0.5), epoch => Assert.Equal(1, epoch.Hardness));
        Assert.All(epochs.Where(epoch => epoch.Hardness < 0.5), epoch => Assert.InRange(epoch.Hardness, 0, Floor + 1e-9));
    }

    [Fact]
    public void Warn_leaves_the_hardness_to_the_schedule()
    {
        var epochs = Train(OnCollapse.Warn, Collapsed, Collapsed, Healthy);
        Assert.Equal(
            [CollapseState.Collapsed, CollapseState.Collapsed, CollapseState.Healthy], epochs.Select(epoch => epoch.Health));
        Assert.All(epochs, epoch => Assert.Equal(1, epoch.Hardness));
    }

    [Fact]
    public void Stop_ends_with_the_epoch() => Assert.Equal(2, Train(OnCollapse.Stop, AtRisk, Collapsed, Healthy).Count);

    /// <summary>Trains at a constant hardness of 1, with the encoder's scale set during each epoch.</summary>
    private static IReadOnlyList<EpochResult> Train(OnCollapse onCollapse, params float[] scales)
    {
        var source = SmallSet.Create(testRatio: 0, noise: 0.01, spread: 20); // no triplet has a loss unless distances vanish
        using var encoder = new ScaledEncoder();
        using var trainer = new EncoderTrainer(source, encoder, new TrainingOptions
        {
            Sequence = new TripletTraining
            {
                Options = new()
                {
                    TripletsPerEpoch = 64,
                    Epochs = scales.Length,
                    MaxDegreeOfParallelism = 1,
                    Schedule = new() { Curve = HardnessCurve.Constant, Floor = Floor, Cap = 1, Cycles = 1 },
                },
            },
            UnitLength = false,
            LearningRate = 1e-12,
            OnCollapse = onCollapse,
        });
        while (!trainer.IsDone)
        {
            var scale = scales[trainer.Results.Count];
            trainer.TrainEpoch(new Callback(() => encoder.Scale = scale), TestContext.Current.CancellationToken);
        }
        return trainer.Results;
    }

    private sealed class Callback(Action action) : IProgress<EpochProgress>
    {
        public void Report(EpochProgress value) => action();
    }
}
