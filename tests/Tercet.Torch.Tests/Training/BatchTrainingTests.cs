using System.Globalization;
using Tercet.Torch.Encoders;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>Training on batches of classes, by each loss that finds its negatives there.</summary>
public class BatchTrainingTests
{
    private static readonly TrainingOptions Options = new()
    {
        Mining = new BatchOptions { ClassesPerBatch = 6, SamplesPerClass = 2, Epochs = 3, TestRatio = 0.3, MaxDegreeOfParallelism = 1 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<InBatchLoss> Losses() => [.. Enum.GetValues<InBatchLoss>()];

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_same_again_gives_the_same_bytes(InBatchLoss loss)
    {
        var options = Options with { InBatch = loss };
        Assert.Equal(Train(options, seed: 1), Train(options, seed: 1));
        Assert.NotEqual(Train(options, seed: 1), Train(options, seed: 2));
        Assert.Equal(Train(options, seed: 1), Train(options with { Mining = options.Mining with { MaxDegreeOfParallelism = 3 } }, seed: 1));
    }

    [Theory]
    [InlineData(InBatchLoss.SemiHard, null)]
    [InlineData(InBatchLoss.SemiHard, 0.5)]
    [InlineData(InBatchLoss.BatchHard, null)]
    [InlineData(InBatchLoss.NtXent, null)]
    [InlineData(InBatchLoss.NtXent, 0.3)]
    public void A_resumed_training_ends_with_the_bytes_of_one_that_never_stopped(InBatchLoss loss, double? target)
    {
        // Of 14 classes to train on, a pass has two batches of six and one of two: epochs of two end within passes.
        var options = Options with { InBatch = loss, AdaptiveTarget = target, Mining = (BatchOptions)Options.Mining with { Batches = 2 } };
        for (var stop = 1; stop < options.Mining.Epochs; stop++)
            Assert.Equal(Train(options, seed: 1), Train(options, seed: 1, stop));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Training_lowers_the_loss(InBatchLoss loss)
    {
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(
            SmallSource.Create(), encoder, Options with { InBatch = loss, LearningRate = 0.01, Mining = (BatchOptions)Options.Mining with { Strategy = Strategy.Random, Epochs = 15 } });
        Finish(trainer);
        Assert.True(trainer.Results[^1].Signs.Loss < 0.8 * trainer.Results[0].Signs.Loss, $"{trainer.Results[0].Signs.Loss} to {trainer.Results[^1].Signs.Loss}");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void One_class_alone_in_the_last_batch_is_passed_over(InBatchLoss loss)
    {
        // 14 classes in batches of 13: the last one is of one class.
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Options with { InBatch = loss, Mining = (BatchOptions)Options.Mining with { ClassesPerBatch = 13 } });
        Assert.Equal(2, trainer.BatchesPerEpoch);
        Finish(trainer);
        Assert.All(trainer.Results, result => Assert.Equal((1, 26, 26), (result.Batches, result.Inputs, result.Triplets)));
    }

    [Theory]
    [InlineData(InBatchLoss.SemiHard, 3 * 2)]
    [InlineData(InBatchLoss.BatchHard, 3)]
    [InlineData(InBatchLoss.NtXent, 3 * 2)]
    public void Terms_and_inputs_are_counted(InBatchLoss loss, int termsPerClass)
    {
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Options with { InBatch = loss, Mining = (BatchOptions)Options.Mining with { SamplesPerClass = 3 } });
        var result = trainer.TrainEpoch(cancellationToken: Cancellation);
        Assert.Equal((3, 14 * 3, 14 * termsPerClass), (result.Batches, result.Inputs, result.Triplets));
        Assert.InRange(result.Hardness, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void The_closed_loop_rules_the_hardness_of_each_epoch(InBatchLoss loss)
    {
        var mining = (BatchOptions)Options.Mining with { Schedule = new() { Floor = 0.2, Cap = 0.9, Cycles = 1 } };
        var loop = new AdaptiveHardness(0.999, 0.2, 0.9);
        var asked = loop.Next;
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Options with { InBatch = loss, AdaptiveTarget = 0.999, Mining = mining });
        Finish(trainer);
        foreach (var result in trainer.Results)
            loop.Observe(result.Signs.ActiveFraction, result.Health != CollapseState.Healthy);
        Assert.NotEqual(asked, loop.Next);
        var path = Path.GetTempFileName();
        try
        {
            trainer.Save(path);
            using var file = SafeTensorsFile.Open(path);
            Assert.Equal(loop.Next.ToString("R", CultureInfo.InvariantCulture), file.Metadata["next-hardness"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_collapse_lowers_the_hardness_to_the_floor()
    {
        // Inputs that are all the same: whatever the encoder, it maps them to one point.
        var source = SmallSource.Create(noise: 0, spread: 0);
        using var encoder = new Head(SmallSource.Inputs, 4, hidden: 16, seed: 1);
        var mining = (BatchOptions)Options.Mining with { Strategy = Strategy.Hardest, Schedule = new() { Floor = 0.1, Cap = 0.9, Cycles = 1 } };
        foreach (var loss in Enum.GetValues<InBatchLoss>())
        {
            using var trainer = new EncoderTrainer(source, encoder, Options with { InBatch = loss, OnCollapse = OnCollapse.Lower, UnitLength = false, Mining = mining });
            Finish(trainer);
            Assert.All(trainer.Results, result => Assert.Equal(CollapseState.Collapsed, result.Health));
            using var stopped = new EncoderTrainer(source, encoder, trainer.Options with { OnCollapse = OnCollapse.Stop });
            Finish(stopped);
            Assert.Single(stopped.Results);
        }
    }

    [Fact]
    public void A_catalog_item_comes_with_the_items_of_its_class()
    {
        var items = SmallSource.Create();
        var catalog = new ItemTable([.. Enumerable.Range(0, SmallSource.Classes).Select(c => $"c{c}")]);
        var pictures = EmbeddingMatrix.FromArray([.. Enumerable.Range(0, SmallSource.Classes * SmallSource.Inputs).Select(i => (float)Math.Sin(i))], SmallSource.Inputs);
        var source = new MiningSource(new Dataset(items.Data.Items, catalog), items.ItemEmbeddings, pictures);
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(source, encoder, Options with { InBatch = InBatchLoss.NtXent });
        Finish(trainer);
        Assert.All(trainer.Results, result => Assert.Equal(14 * 2, result.Inputs));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Where_no_class_can_join_another_training_ends_in_words(InBatchLoss loss)
    {
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Options with { InBatch = loss, Mining = Options.Mining with { MinDistance = 100 } });
        Assert.Equal(
            "epoch 1: no class can join another: the excluded pairs, groups or minimal distance rule out every one. Loosen them.",
            Assert.Throws<InvalidInputException>(() => trainer.TrainEpoch(cancellationToken: Cancellation)).Message);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_training_that_diverges_ends_in_words(InBatchLoss loss)
    {
        foreach (var soft in new[] { false, true })
        {
            using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
            using var trainer = new EncoderTrainer(
                SmallSource.Create(), encoder, Options with { InBatch = loss, UnitLength = false, LearningRate = 1e38, Loss = new() { SoftMargin = soft }, Mining = Options.Mining with { Strategy = Strategy.Random } });
            Assert.Contains("training has diverged", Assert.Throws<InvalidInputException>(() => Finish(trainer)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_fault_of_the_options_is_told_at_once()
    {
        var options = Options with { InBatch = (InBatchLoss)9, Temperature = 0, AdaptiveTarget = 0.5, Mining = (BatchOptions)Options.Mining with { ClassesPerBatch = 1, Strategy = Strategy.Random } };
        Assert.Equal(
            """
            classes per batch is 1; expected 2 or more.
            temperature is 0; expected a finite number above 0.
            in-batch loss is none of its enumeration.
            an adaptive target needs the strategy sequence: it sets the sequence's hardness.
            """,
            Assert.Throws<InvalidOptionsException>(options.Validate).Message);
    }

    private static void Finish(EncoderTrainer trainer)
    {
        while (!trainer.IsDone)
            trainer.TrainEpoch(cancellationToken: Cancellation);
    }

    /// <summary>The bytes of the last checkpoint; of a training that was stopped and gone on with by another encoder, where asked.</summary>
    private static byte[] Train(TrainingOptions options, ulong seed, int? stop = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            if (stop is not null)
            {
                using var first = new Head(SmallSource.Inputs, 4, seed: seed);
                using var before = new EncoderTrainer(SmallSource.Create(), first, options);
                while (before.Results.Count < stop)
                    before.TrainEpoch(cancellationToken: Cancellation);
                before.Save(path);
            }
            using var encoder = new Head(SmallSource.Inputs, 4, seed: stop is null ? seed : 99);
            using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, options);
            if (stop is not null)
                trainer.Resume(path);
            Finish(trainer);
            trainer.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
