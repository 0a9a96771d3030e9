using System.Collections.Concurrent;
using Tercet.Torch.Comparison;
using Tercet.Torch.Encoders;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Training;

public class EncoderTrainerTests
{
    private static readonly TrainingOptions Options = new() { Mining = new TripletOptions { Triplets = 64, Epochs = 3, TestRatio = 0.3, MaxDegreeOfParallelism = 1 } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_again_gives_the_same_bytes()
    {
        Assert.Equal(Train(Options, 3, seed: 1), Train(Options, 3, seed: 1));
        Assert.NotEqual(Train(Options, 3, seed: 1), Train(Options, 3, seed: 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_resumed_training_ends_with_the_bytes_of_one_that_never_stopped(bool adaptive)
    {
        var options = adaptive ? Options with { AdaptiveTarget = 0.5 } : Options;
        var first = Path.GetTempFileName();
        var last = Path.GetTempFileName();
        try
        {
            using (var encoder = new Head(SmallSource.Inputs, 4, seed: 1))
            using (var trainer = new EncoderTrainer(SmallSource.Create(), encoder, options))
            {
                trainer.TrainEpoch(cancellationToken: Cancellation);
                trainer.Save(first);
            }
            using (var encoder = new Head(SmallSource.Inputs, 4, seed: 99))
            using (var trainer = new EncoderTrainer(SmallSource.Create(), encoder, options))
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
    public void Training_lowers_the_loss()
    {
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Options with { LearningRate = 0.01, Mining = Options.Mining with { Strategy = Strategy.SemiHard, Epochs = 8 } });
        while (!trainer.IsDone)
            trainer.TrainEpoch(cancellationToken: Cancellation);
        Assert.True(trainer.Results[^1].Signs.Loss < 0.75 * trainer.Results[0].Signs.Loss, $"{trainer.Results[0].Signs.Loss} to {trainer.Results[^1].Signs.Loss}");
    }

    [Fact]
    public void A_learning_rate_of_nonsense_is_seen_as_a_collapse_and_stops_where_asked()
    {
        using var encoder = new Head(SmallSource.Inputs, 4, hidden: 16, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(noise: 0, spread: 0), encoder, Options with { OnCollapse = OnCollapse.Stop, UnitLength = false });
        Assert.Equal(CollapseState.Collapsed, trainer.TrainEpoch(cancellationToken: Cancellation).Health);
        Assert.True(trainer.IsDone);
    }

    [Fact]
    public void Held_out_items_are_retrieved_and_never_trained_on()
    {
        using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
        using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Options);
        trainer.TrainEpoch(cancellationToken: Cancellation);
        Assert.Equal(6 * SmallSource.PerClass, trainer.TestItems.Count);
        var result = Validation.Evaluate(trainer, 1)!;
        Assert.Equal(trainer.TestItems.Count, result.Queries);
        Assert.InRange(result.RecallAt[1], 0.5, 1);

        using var whole = new EncoderTrainer(SmallSource.Create(), encoder, Options with { Mining = Options.Mining with { TestRatio = 0 } });
        Assert.Null(Validation.Evaluate(whole, 1));
    }

    [Fact]
    public void A_comparison_has_the_same_figures_on_any_number_of_threads()
    {
        var comparison = new StrategyComparison(SmallSource.Create(), seed => new Head(SmallSource.Inputs, 4, seed: seed), Options);
        Contender[] contenders = [.. Contender.All.Take(5)];
        var (one, two) = (comparison.Run(contenders, 2, threads: 1, cancellationToken: Cancellation), comparison.Run(contenders, 2, threads: 2, cancellationToken: Cancellation));
        Assert.Equal(one.Select(Figures), two.Select(Figures));
        Assert.Equal(10, one.Select(Figures).Distinct().Count());
    }

    [Fact]
    public void A_comparison_makes_only_the_trials_that_are_not_done()
    {
        var comparison = new StrategyComparison(SmallSource.Create(), seed => new Head(SmallSource.Inputs, 4, seed: seed), Options);
        Contender[] contenders = [.. Contender.All.TakeLast(2)];
        var finished = new ConcurrentBag<Trial>();
        var whole = comparison.Run(contenders, 2, threads: 2, finished: finished.Add, cancellationToken: Cancellation);
        Assert.Equal(whole.Select(Figures).Order(StringComparer.Ordinal), finished.Select(Figures).Order(StringComparer.Ordinal));

        finished.Clear();
        var rest = comparison.Run(contenders, 2, threads: 2, [whole[3], whole[0], whole[0] with { Seed = 99 }], finished.Add, cancellationToken: Cancellation);
        Assert.Equal(whole.Select(Figures), rest.Select(Figures));
        Assert.Equal((whole[0], whole[3]), (rest[0], rest[3]));
        Assert.Equal([Figures(whole[1]), Figures(whole[2])], finished.Select(Figures).OrderBy(figures => figures != Figures(whole[1])));
    }

    [Fact]
    public void Every_fault_of_the_options_is_told_at_once()
    {
        var fault = Assert.Throws<InvalidOptionsException>(() => (Options with { BatchSize = 0, LearningRate = 0, AdaptiveTarget = 1, Loss = new() { Margin = -1 } }).Validate());
        Assert.Contains("batch size is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("learning rate is 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("adaptive target is 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("margin is -1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hardness_that_other_options_led_to_is_not_gone_on_with()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var encoder = new Head(SmallSource.Inputs, 4, seed: 1);
            using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, Adaptive(cap: 0.9));
            trainer.TrainEpoch(cancellationToken: Cancellation);
            trainer.Save(path);
            using var other = new EncoderTrainer(SmallSource.Create(), encoder, Adaptive(cap: 0.1));
            var fault = Assert.Throws<InvalidInputException>(() => other.Resume(path)).Message;
            Assert.StartsWith($"{path}: its results are not those of a training by these options (the next epoch's hardness is '0.", fault, StringComparison.Ordinal);
            Assert.EndsWith("', expected 0 to 0.1). Expected a checkpoint that was written with the same; take another one.", fault, StringComparison.Ordinal);
            Assert.Empty(other.Results);
        }
        finally
        {
            File.Delete(path);
        }

        static TrainingOptions Adaptive(double cap) => Options with { AdaptiveTarget = 0.5, Mining = Options.Mining with { Schedule = new() { Cap = cap } } };
    }

    [Fact]
    public void The_closed_loop_is_a_contender_within_the_bounds_that_all_share_and_no_other_has_it()
    {
        var shared = Options with { AdaptiveTarget = 0.3, Mining = Options.Mining with { Schedule = new() { Floor = 0.2, Cap = 0.6 } } };
        foreach (var contender in Contender.All)
        {
            var applied = contender.Apply(shared);
            applied.Validate();
            Assert.Equal(contender.Name == "adaptive" ? 0.5 : null, applied.AdaptiveTarget);
        }
        var mining = Contender.All[^1].Apply(shared).Mining;
        Assert.Equal((Strategy.Sequence, Scale.Range, 0.2, 0.6), (mining.Strategy, mining.Scale, mining.Schedule.Floor, mining.Schedule.Cap));
    }

    private static string Figures(Trial trial) => $"{trial.Contender} {trial.Seed} {trial.Epochs[^1].Signs.Loss:R} {trial.Epochs[^1].Signs.Spread.MeanDistance:R} {trial.Validation!.MapAtR:R}";

    private static byte[] Train(TrainingOptions options, int epochs, ulong seed)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var encoder = new Head(SmallSource.Inputs, 4, seed: seed);
            using var trainer = new EncoderTrainer(SmallSource.Create(), encoder, options);
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
