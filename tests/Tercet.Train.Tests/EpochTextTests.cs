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
        Assert.EndsWith("contracted", EpochText.Line(Epochs.Of(2, CollapseState.Contracted), 10), StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_is_given_when_health_gets_worse_and_not_again()
    {
        var options = new TrainingOptions();
        var (healthy, contracted, collapsed) = (
            Epochs.Of(0, CollapseState.Healthy), Epochs.Of(1, CollapseState.Contracted), Epochs.Of(2, CollapseState.Collapsed));
        Assert.Null(EpochText.Warning(healthy, null, options));
        Assert.Contains("epoch 2: the encoder has contracted (mean pairwise distance 1.034) but still retrieves: a sample of training "
            + "items has Recall@1 0.80.", EpochText.Warning(contracted, healthy, options), StringComparison.Ordinal);
        Assert.Null(EpochText.Warning(contracted, contracted, options));
        Assert.Null(EpochText.Warning(contracted, collapsed, options));
        Assert.Contains("epoch 3: the encoder has collapsed: a sample of training items finds its class at Recall@1 0.80",
            EpochText.Warning(collapsed, contracted, options), StringComparison.Ordinal);
        Assert.EndsWith("Training stops here, as requested.",
            EpochText.Warning(collapsed, null, options with { OnCollapse = OnCollapse.Stop }), StringComparison.Ordinal);
    }
}
