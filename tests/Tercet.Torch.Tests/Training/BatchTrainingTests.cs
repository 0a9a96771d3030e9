using System.Globalization;
using Tercet.Torch.Encoders;
using Tercet.Torch.Losses;
using Tercet.Torch.Tests.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

/// <summary>Training on batches of classes, by each loss within a batch.</summary>
public class BatchTrainingTests
{
    private static readonly BatchOptions Mining =
        new() { ClassesPerBatch = 6, SamplesPerClass = 2, Epochs = 3, MaxDegreeOfParallelism = 1 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Losses() => [.. BatchLosses.Names];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Equal_runs_give_equal_bytes(string loss)
    {
        var options = Options(loss);
        Assert.Equal(Train(options, seed: 1), Train(options, seed: 1));
        Assert.NotEqual(Train(options, seed: 1), Train(options, seed: 2));
        var parallel = Options(loss, Mining with { MaxDegreeOfParallelism = 3 });
        Assert.Equal(Train(options, seed: 1), Train(parallel, seed: 1));
    }

    [Theory]
    [InlineData(BatchLosses.SemiHard, null)]
    [InlineData(BatchLosses.SemiHard, 0.5)]
    [InlineData(BatchLosses.BatchHard, null)]
    [InlineData(BatchLosses.NtXent, null)]
    [InlineData(BatchLosses.NtXent, 0.3)]
    public void A_resumed_run_ends_with_the_bytes_of_an_uninterrupted_one(string loss, double? target)
    {
        // Of 14 classes to train on, a pass has two batches of six and one of two: epochs of two end within passes.
        var options = Options(loss, Mining with { BatchesPerEpoch = 2 }) with { AdaptiveTarget = target };
        for (var stop = 1; stop < options.Mining.Epochs; stop++)
            Assert.Equal(Train(options, seed: 1), Train(options, seed: 1, stop));
    }

    [Fact]
    public void The_batches_of_the_last_epoch_are_those_that_were_mined()
    {
        var options = Options(BatchLosses.SemiHard) with { Remine = false };
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
        Finish(trainer);

        var set = trainer.Set;
        var miner = new BatchMiner(set.Items, (BatchOptions)options.Mining with { Distance = options.Sequence.Distance }, set.Split);
        var expected = miner.Mine(set.Inputs, epoch: 2, cancellationToken: Cancellation).SelectMany(batch => batch.Items);
        Assert.Equal(expected, trainer.LatestMined!.Batches.SelectMany(batch => batch.Items));
        Assert.Empty(trainer.LatestMined.Triplets);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Training_lowers_the_loss(string loss)
    {
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        var options = Options(loss, Mining with { Selector = NegativeSelector.Random, Epochs = 15 }) with { LearningRate = 0.01 };
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
        Finish(trainer);
        var (first, last) = (trainer.Results[0].Metrics.Loss, trainer.Results[^1].Metrics.Loss);
        Assert.True(last < 0.8 * first, $"{first} to {last}");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_last_batch_of_one_class_is_skipped(string loss)
    {
        // 14 classes in batches of 13: the last one is of one class.
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        var options = Options(loss, Mining with { ClassesPerBatch = 13 });
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
        Assert.Equal(2, trainer.BatchesPerEpoch);
        Finish(trainer);
        Assert.All(trainer.Results, result => Assert.Equal((1, 26, 26), (result.Batches, result.Inputs, result.Triplets)));
    }

    [Theory]
    [InlineData(BatchLosses.SemiHard, 3 * 2)]
    [InlineData(BatchLosses.BatchHard, 3)]
    [InlineData(BatchLosses.NtXent, 3 * 2)]
    public void Terms_and_inputs_are_counted(string loss, int termsPerClass)
    {
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Options(loss, Mining with { SamplesPerClass = 3 }));
        var result = trainer.TrainEpoch(cancellationToken: Cancellation);
        Assert.Equal((3, 14 * 3, 14 * termsPerClass), (result.Batches, result.Inputs, result.Triplets));
        Assert.InRange(result.Hardness, 0, 1);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Adaptive_hardness_sets_that_of_each_epoch(string loss)
    {
        var mining = Mining with { Schedule = new() { Floor = 0.2, Cap = 0.9, Cycles = 1 } };
        var adaptive = new AdaptiveHardness(0.999, 0.2, 0.9);
        var first = adaptive.Next;
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        var options = Options(loss, mining) with { AdaptiveTarget = 0.999 };
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
        Finish(trainer);
        foreach (var result in trainer.Results)
            adaptive.Observe(result.Metrics.ActiveFraction);
        Assert.NotEqual(first, adaptive.Next);
        var path = Path.GetTempFileName();
        try
        {
            trainer.Save(path);
            using var file = SafeTensorsFile.OpenCheckpoint(path);
            Assert.Equal(adaptive.Next.ToString("R", CultureInfo.InvariantCulture), file.Metadata["next-hardness"]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Equal_inputs_are_a_collapse_by_every_loss()
    {
        // Whatever the encoder, it maps them to one point.
        var source = SmallSet.Create(noise: 0, spread: 0);
        using var encoder = new Head(SmallSet.Inputs, 4, hidden: 16, seed: 1);
        var mining = Mining with { Selector = NegativeSelector.Hardest, Schedule = new() { Floor = 0.1, Cap = 0.9, Cycles = 1 } };
        foreach (var loss in BatchLosses.Names)
        {
            var options = Options(loss, mining) with { OnCollapse = OnCollapse.Rescue, UnitLength = false };
            using var trainer = new EncoderTrainer(source, encoder, options);
            Finish(trainer);
            Assert.NotEmpty(trainer.Results);
            Assert.All(trainer.Results, result => Assert.Equal(CollapseState.Collapsed, result.Health));
            using var stopped = new EncoderTrainer(source, encoder, options with { OnCollapse = OnCollapse.Stop });
            Finish(stopped);
            Assert.Single(stopped.Results);
        }
    }

    [Fact]
    public void A_catalog_item_comes_with_the_items_of_its_class()
    {
        var without = SmallSet.Create();
        var catalog = new ItemTable([.. Enumerable.Range(0, SmallSet.Classes).Select(c => $"c{c}")]);
        var values = Enumerable.Range(0, SmallSet.Classes * SmallSet.Inputs).Select(i => (float)Math.Sin(i));
        var pictures = EmbeddingMatrix.FromArray([.. values], SmallSet.Inputs);
        var items = new LabeledItems(without.Items.Items, catalog);
        var source = new TrainingSet(items, without.Inputs, pictures, without.Split);
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(source, encoder, Options(BatchLosses.NtXent));
        Finish(trainer);
        Assert.All(trainer.Results, result => Assert.Equal(14 * 2, result.Inputs));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Where_no_class_can_join_another_training_ends_with_a_clear_message(string loss)
    {
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Options(loss, Mining with { MinDistance = 100 }));
        Assert.Equal(
            "epoch 1: no class can join another: the excluded pairs, groups or `MinDistance` rule out every one. "
            + "Relax these filters.",
            Assert.Throws<InvalidInputException>(() => trainer.TrainEpoch(cancellationToken: Cancellation)).Message);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_run_that_diverges_ends_with_a_clear_message(string loss)
    {
        foreach (var soft in new[] { false, true })
        {
            using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
            var options = Options(loss, Mining with { Selector = NegativeSelector.Random }, new TripletLoss { SoftMargin = soft })
                with
            { UnitLength = false, LearningRate = 1e38 };
            using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
            var fault = Assert.Throws<InvalidInputException>(() => Finish(trainer));
            Assert.Contains("training has diverged", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_fault_of_the_options_is_reported_at_once()
    {
        var options = new TrainingOptions
        {
            Sequence = new BatchTraining
            {
                Options = Mining with { ClassesPerBatch = 1, Selector = NegativeSelector.Random },
                Loss = new NtXentLoss { Temperature = 0 },
            },
            AdaptiveTarget = 0.5,
        };
        var message = Assert.Throws<InvalidOptionsException>(options.Validate).Message.Split('\n');
        Assert.Equal(3, message.Length);
        Assert.Contains("1; expected 2 or more.", message[0], StringComparison.Ordinal);
        Assert.Equal("`Temperature` is 0; expected a finite number above 0.", message[1]);
        Assert.Equal(
            "`AdaptiveTarget` sets the target hardness, but `Selector` is random, which has none of the schedule's; "
            + "expected range, rank, log-rank or relative.", message[2]);
    }

    [Fact]
    public void Mining_options_of_the_other_kind_are_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => new TrainingOptions { Mining = new BatchOptions() });
        Assert.StartsWith("`Mining` is BatchOptions; expected TripletOptions.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Options(BatchLosses.NtXent) with { Mining = new TripletOptions() });
    }

    private static TrainingOptions Options(string loss, BatchOptions? mining = null, TripletLoss? triplet = null) => new()
    {
        Sequence = new BatchTraining { Options = mining ?? Mining, Loss = BatchLosses.Create(loss, triplet) },
    };

    private static void Finish(EncoderTrainer trainer)
    {
        while (!trainer.IsDone)
            trainer.TrainEpoch(cancellationToken: Cancellation);
    }

    /// <summary>The bytes of the last checkpoint; of a run that was interrupted after so many epochs, where given.</summary>
    private static byte[] Train(TrainingOptions options, ulong seed, int? stop = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            if (stop is not null)
            {
                using var first = new Head(SmallSet.Inputs, 4, seed: seed);
                using var before = new EncoderTrainer(SmallSet.Create(), first, options);
                while (before.Results.Count < stop)
                    before.TrainEpoch(cancellationToken: Cancellation);
                before.Save(path);
            }
            using var encoder = new Head(SmallSet.Inputs, 4, seed: stop is null ? seed : 99);
            using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
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
