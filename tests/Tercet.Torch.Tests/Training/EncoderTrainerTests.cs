using System.Collections.Concurrent;
using Tercet.Torch.Comparison;
using Tercet.Torch.Encoders;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

public class EncoderTrainerTests
{
    private static readonly TrainingOptions Options = new()
    {
        Sequence = new TripletTraining
        {
            Options = new() { TripletsPerEpoch = 64, Epochs = 3, MaxDegreeOfParallelism = 1 },
        },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Equal_runs_give_equal_bytes()
    {
        Assert.Equal(Train(Options, 3, seed: 1), Train(Options, 3, seed: 1));
        Assert.NotEqual(Train(Options, 3, seed: 1), Train(Options, 3, seed: 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_run_ends_with_the_bytes_of_an_uninterrupted_one(bool adaptive)
    {
        var options = adaptive ? Options with { AdaptiveTarget = 0.5 } : Options;
        var first = Path.GetTempFileName();
        var last = Path.GetTempFileName();
        try
        {
            using (var encoder = new Head(SmallSet.Inputs, 4, seed: 1))
            using (var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options))
            {
                trainer.TrainEpoch(cancellationToken: Cancellation);
                trainer.Save(first);
            }
            using (var encoder = new Head(SmallSet.Inputs, 4, seed: 99))
            using (var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options))
            {
                trainer.Resume(first);
                while (!trainer.IsDone)
                    trainer.TrainEpoch(cancellationToken: Cancellation);
                trainer.Save(last);
            }
            Assert.Equal(Train(options, 3, seed: 1), File.ReadAllBytes(last));
        }
        finally
        {
            File.Delete(first);
            File.Delete(last);
        }
    }

    [Fact]
    public void The_first_steps_of_the_last_epoch_are_those_that_were_mined()
    {
        var options = Options with { Mining = Options.Mining with { Epochs = 2 }, Remine = false };
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
        Assert.Null(trainer.LatestMined);
        while (!trainer.IsDone)
            trainer.TrainEpoch(cancellationToken: Cancellation);

        var set = trainer.Set;
        var mining = (TripletOptions)options.Mining with { Distance = options.Sequence.Distance };
        var expected = new TripletMiner(set.Items, mining, set.Split).Mine(set.Inputs, epoch: 1, cancellationToken: Cancellation);
        Assert.Equal(1, trainer.LatestMined!.Epoch);
        Assert.Equal(expected, trainer.LatestMined.Triplets);
        Assert.Empty(trainer.LatestMined.Batches);
    }

    [Fact]
    public void Training_lowers_the_loss()
    {
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Options with
        {
            LearningRate = 0.01,
            Mining = Options.Mining with { Selector = NegativeSelector.SemiHard, Epochs = 8 },
        });
        while (!trainer.IsDone)
            trainer.TrainEpoch(cancellationToken: Cancellation);
        var (first, last) = (trainer.Results[0].Metrics.Loss, trainer.Results[^1].Metrics.Loss);
        Assert.True(last < 0.75 * first, $"{first} to {last}");
    }

    [Fact]
    public void A_collapse_is_detected_and_stops_training_on_request()
    {
        using var encoder = new Head(SmallSet.Inputs, 4, hidden: 16, seed: 1);
        var options = Options with { OnCollapse = OnCollapse.Stop, UnitLength = false };
        using var trainer = new EncoderTrainer(SmallSet.Create(noise: 0, spread: 0), encoder, options);
        Assert.Equal(CollapseState.Collapsed, trainer.TrainEpoch(cancellationToken: Cancellation).Health);
        Assert.True(trainer.IsDone);
    }

    [Fact]
    public void Held_out_items_are_retrieved_and_never_trained_on()
    {
        using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Options);
        trainer.TrainEpoch(cancellationToken: Cancellation);
        Assert.Equal(6 * SmallSet.PerClass, trainer.Set.Split.TestRows.Count);
        var result = Validation.Evaluate(trainer, 1)!;
        Assert.Equal(trainer.Set.Split.TestRows.Count, result.Queries);
        Assert.InRange(result.RecallAt[1], 0.5, 1);

        using var whole = new EncoderTrainer(SmallSet.Create(testRatio: 0), encoder, Options);
        Assert.Null(Validation.Evaluate(whole, 1));
    }

    [Fact]
    public void A_comparison_has_equal_results_at_any_degree_of_parallelism()
    {
        StrategyVariant[] variants = [.. StrategyVariant.All.Take(5)];
        var one = Comparison().Run(variants, 2, maxDegreeOfParallelism: 1, cancellationToken: Cancellation);
        var two = Comparison().Run(variants, 2, maxDegreeOfParallelism: 2, cancellationToken: Cancellation);
        Assert.Equal(one.Select(Figures), two.Select(Figures));
        Assert.Equal(10, one.Select(Figures).Distinct().Count());
    }

    [Fact]
    public void A_comparison_runs_only_the_trials_that_are_not_done()
    {
        var comparison = Comparison();
        StrategyVariant[] variants = [.. StrategyVariant.All.TakeLast(2)];
        var finished = new ConcurrentBag<Trial>();
        var whole = comparison.Run(variants, 2, 2, finished: finished.Add, cancellationToken: Cancellation);
        Assert.Equal(whole.Select(Figures).Order(StringComparer.Ordinal), finished.Select(Figures).Order(StringComparer.Ordinal));

        finished.Clear();
        Trial[] done = [whole[3], whole[0], whole[0] with { Seed = 99 }];
        var rest = comparison.Run(variants, 2, 2, done, finished: finished.Add, cancellationToken: Cancellation);
        Assert.Equal(whole.Select(Figures), rest.Select(Figures));
        Assert.Equal((whole[0], whole[3]), (rest[0], rest[3]));
        var further = finished.Select(Figures).OrderBy(figures => figures != Figures(whole[1]));
        Assert.Equal([Figures(whole[1]), Figures(whole[2])], further);
    }

    [Fact]
    public void Every_fault_of_the_options_is_reported_at_once()
    {
        var options = new TrainingOptions
        {
            Sequence = new TripletTraining { BatchSize = 0, Loss = new() { Margin = -1, Distance = (Distance)9 } },
            LearningRate = 0,
            AdaptiveTarget = 1,
            OnCollapse = (OnCollapse)7,
        };
        var fault = Assert.Throws<InvalidOptionsException>(options.Validate);
        Assert.Equal(
            """
            `Distance` is 9; expected one of euclidean, squared-euclidean, cosine.
            `Margin` is -1; expected a finite number above 0.
            `BatchSize` is 0; expected 1 or more.
            `LearningRate` is 0; expected a finite number above 0.
            `AdaptiveTarget` is 1; expected a number in (0, 1).
            `OnCollapse` is 7; expected one of warn, stop, rescue.
            """,
            fault.Message);
        Assert.Equal(
            ["Distance", "Margin", "BatchSize", "LearningRate", "AdaptiveTarget", "OnCollapse"],
            fault.Faults.Select(each => each.Property));
    }

    [Fact]
    public void A_hardness_that_other_options_led_to_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var encoder = new Head(SmallSet.Inputs, 4, seed: 1);
            using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, Adaptive(cap: 0.9));
            trainer.TrainEpoch(cancellationToken: Cancellation);
            trainer.Save(path);
            using var other = new EncoderTrainer(SmallSet.Create(), encoder, Adaptive(cap: 0.1));
            var fault = Assert.Throws<InvalidInputException>(() => other.Resume(path)).Message;
            Assert.StartsWith(
                $"{path}: not a checkpoint of a training run with these options (the next epoch's hardness is '0.", fault,
                StringComparison.Ordinal);
            Assert.EndsWith(
                "', expected 0 to 0.1). Expected one that was written with the same options; take another file.", fault,
                StringComparison.Ordinal);
            Assert.Empty(other.Results);
        }
        finally
        {
            File.Delete(path);
        }

        static TrainingOptions Adaptive(double cap) => Options with
        {
            AdaptiveTarget = 0.5,
            Mining = Options.Mining with { Schedule = new() { Cap = cap } },
        };
    }

    [Fact]
    public void Adaptive_hardness_is_one_variant_and_keeps_the_bounds_that_all_share()
    {
        var shared = Options with
        {
            AdaptiveTarget = 0.3,
            Mining = Options.Mining with { Schedule = new() { Floor = 0.2, Cap = 0.6 } },
        };
        foreach (var variant in StrategyVariant.All)
        {
            var applied = variant.Apply(shared);
            applied.Validate();
            Assert.Equal(variant.Name == "adaptive" ? 0.5 : null, applied.AdaptiveTarget);
        }
        var mining = StrategyVariant.All[^1].Apply(shared).Mining;
        Assert.Equal(NegativeSelector.Range, mining.Selector);
        Assert.Equal((0.2, 0.6), (mining.Schedule.Floor, mining.Schedule.Cap));
    }

    private static StrategyComparison Comparison() =>
        new(SmallSet.Create(), seed => new Head(SmallSet.Inputs, 4, seed: seed), Options);

    private static string Figures(Trial trial)
    {
        var last = trial.Epochs[^1].Metrics;
        return $"{trial.Strategy} {trial.Seed} {last.Loss:R} {last.Dispersion.MeanDistance:R} {trial.Validation!.MapAtR:R}";
    }

    private static byte[] Train(TrainingOptions options, int epochs, ulong seed)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var encoder = new Head(SmallSet.Inputs, 4, seed: seed);
            using var trainer = new EncoderTrainer(SmallSet.Create(), encoder, options);
            for (var epoch = 0; epoch < epochs; epoch++)
                trainer.TrainEpoch(cancellationToken: Cancellation);
            trainer.Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
