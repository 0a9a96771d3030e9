using Tercet.Torch.Training;

namespace Tercet.Train.Tests;

public class EpochWordsTests
{
    [Fact]
    public void An_epoch_is_one_line()
    {
        Assert.Equal(
            "epoch  3 of 10  loss 0.0312  active  45 %  right  91 %  hardness 0.62  spread 1.034  healthy",
            EpochWords.Line(Epochs.Of(2, CollapseState.Healthy), 10));
        Assert.EndsWith("at risk", EpochWords.Line(Epochs.Of(2, CollapseState.AtRisk), 10), StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_comes_when_health_gets_worse_and_not_again()
    {
        var options = new TrainingOptions();
        var (healthy, risky, collapsed) = (Epochs.Of(0, CollapseState.Healthy), Epochs.Of(1, CollapseState.AtRisk), Epochs.Of(2, CollapseState.Collapsed));
        Assert.Null(EpochWords.Warning(healthy, null, options));
        Assert.Contains("at risk of collapse: its embeddings have drawn together (mean distance 1.034)", EpochWords.Warning(risky, healthy, options), StringComparison.Ordinal);
        Assert.Null(EpochWords.Warning(risky, risky, options));
        Assert.Null(EpochWords.Warning(risky, collapsed, options));
        Assert.Contains("epoch 3: the encoder has collapsed: it maps everything to nearly one point", EpochWords.Warning(collapsed, risky, options), StringComparison.Ordinal);
        Assert.EndsWith("Training stops here, as asked.", EpochWords.Warning(collapsed, null, options with { OnCollapse = OnCollapse.Stop }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_at_the_margin_is_told_as_such()
    {
        var stuck = Epochs.Of(0, CollapseState.AtRisk);
        stuck = stuck with { Metrics = stuck.Metrics with { Loss = 0.199 } };
        Assert.Contains("its loss, 0.199, is about that of a single point, 0.200", EpochWords.Warning(stuck, null, new TrainingOptions()), StringComparison.Ordinal);
    }
}
