using Tercet.Torch.Training;

namespace Tercet.Train.Tests;

public class EpochTextTests
{
    [Fact]
    public void An_epoch_is_one_line()
    {
        Assert.Equal(
            "epoch  3 of 10  loss 0.0312  active  45 %  accuracy  91 %  hardness 0.62  mean distance 1.034  healthy",
            EpochText.Line(Epochs.Of(2, CollapseState.Healthy), 10));
        Assert.EndsWith("at risk", EpochText.Line(Epochs.Of(2, CollapseState.AtRisk), 10), StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_is_given_when_health_gets_worse_and_not_again()
    {
        var options = new TrainingOptions();
        var (healthy, risky, collapsed) = (
            Epochs.Of(0, CollapseState.Healthy), Epochs.Of(1, CollapseState.AtRisk), Epochs.Of(2, CollapseState.Collapsed));
        Assert.Null(EpochText.Warning(healthy, null, options));
        Assert.Contains("at risk of collapse: its embeddings have contracted (mean pairwise distance 1.034)",
            EpochText.Warning(risky, healthy, options), StringComparison.Ordinal);
        Assert.Null(EpochText.Warning(risky, risky, options));
        Assert.Null(EpochText.Warning(risky, collapsed, options));
        Assert.Contains("epoch 3: the encoder has collapsed to (nearly) a single point",
            EpochText.Warning(collapsed, risky, options), StringComparison.Ordinal);
        Assert.EndsWith("Training stops here, as requested.",
            EpochText.Warning(collapsed, null, options with { OnCollapse = OnCollapse.Stop }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_at_the_margin_is_reported_as_such()
    {
        var stuck = Epochs.Of(0, CollapseState.AtRisk);
        stuck = stuck with { Metrics = stuck.Metrics with { Loss = 0.199 } };
        Assert.Contains("its loss, 0.199, is close to the loss at collapse, 0.200",
            EpochText.Warning(stuck, null, new TrainingOptions()), StringComparison.Ordinal);
    }
}
