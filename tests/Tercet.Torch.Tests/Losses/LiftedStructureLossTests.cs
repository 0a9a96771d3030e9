using Tercet.Torch.Encoders;
using Tercet.Torch.Tests.Training;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Losses;

/// <summary>The example of docs/extending/in-batch-loss.md; <see cref="BatchLossTests"/> checks its gradient.</summary>
public class LiftedStructureLossTests
{
    [Fact]
    public void An_encoder_trains_with_it()
    {
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, new TrainingOptions
        {
            LearningRate = 0.01,
            Sequence = new BatchTraining
            {
                Options = new() { ClassesPerBatch = 6, Epochs = 8, Selector = NegativeSelector.Random, MaxDegreeOfParallelism = 1 },
                Loss = new LiftedStructureLoss(),
            },
        });
        while (!trainer.IsDone)
            trainer.TrainEpoch(cancellationToken: TestContext.Current.CancellationToken);
        var (first, last) = (trainer.Results[0].Metrics.Loss, trainer.Results[^1].Metrics.Loss);
        Assert.True(last < 0.9 * first, $"{first} to {last}");
        Assert.Equal(CollapseState.Healthy, trainer.Results[^1].Health);
    }

    [Fact]
    public void The_page_shows_this_code()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Tercet.slnx")))
            root = Path.GetDirectoryName(root)!;
        var code = File.ReadAllText(Path.Combine(root, "tests", "Tercet.Torch.Tests", "Losses", "LiftedStructureLoss.cs"));
        var page = File.ReadAllText(Path.Combine(root, "docs", "extending", "in-batch-loss.md"));
        Assert.Contains($"```csharp\n{code}```\n", page, StringComparison.Ordinal);
        Assert.Contains("new BatchTraining", page, StringComparison.Ordinal);
    }
}
