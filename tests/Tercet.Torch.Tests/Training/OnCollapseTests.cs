using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>The hardness of epochs after a collapse, with an encoder whose collapse is a matter of its scale.</summary>
public class OnCollapseTests
{
    private const float Healthy = 1, Contracted = 0.3f, Collapsed = 1e-9f; // scales, beside 1 at the start

    [Fact]
    public void A_rescue_mines_beyond_the_positive_until_an_epoch_ends_without_collapse()
    {
        var epochs = Train(OnCollapse.Rescue, Healthy, Contracted, Collapsed, Collapsed, Contracted, Healthy);
        Assert.Equal(
            [
                CollapseState.Healthy, CollapseState.Contracted, CollapseState.Collapsed, CollapseState.Collapsed,
                CollapseState.Contracted, CollapseState.Healthy,
            ],
            epochs.Select(epoch => epoch.Health));
        // The schedule asks for the easiest; beyond the positive lies the hardest.
        Assert.Equal([0, 0, 0, 1, 1, 0], epochs.Select(epoch => Math.Round(epoch.Hardness)));
    }

    [Fact]
    public void Each_further_collapse_is_followed_by_twice_as_many_rescued_epochs() =>
        Assert.Equal(
            [0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0],
            Train(
                OnCollapse.Rescue, Collapsed, Healthy, Collapsed, Healthy, Healthy, Collapsed, Healthy, Healthy, Contracted, Healthy,
                Healthy).Select(epoch => Math.Round(epoch.Hardness)));

    [Fact]
    public void A_rescue_that_fails_three_times_ends_training() =>
        Assert.Equal(
            1 + 3, Train(OnCollapse.Rescue, Collapsed, Collapsed, Collapsed, Collapsed, Collapsed, Healthy).Count);

    [Fact]
    public void Warn_leaves_the_hardness_to_the_schedule()
    {
        var epochs = Train(OnCollapse.Warn, Collapsed, Collapsed, Healthy);
        Assert.Equal(
            [CollapseState.Collapsed, CollapseState.Collapsed, CollapseState.Healthy], epochs.Select(epoch => epoch.Health));
        Assert.All(epochs, epoch => Assert.Equal(0, epoch.Hardness, 1e-9));
    }

    [Fact]
    public void Stop_ends_with_the_epoch() => Assert.Equal(2, Train(OnCollapse.Stop, Contracted, Collapsed, Healthy).Count);

    /// <summary>Trains at a constant hardness of 0, with the encoder's scale set during each epoch.</summary>
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
                    Schedule = new() { Curve = HardnessCurve.Constant, Cap = 0, Cycles = 1 },
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
