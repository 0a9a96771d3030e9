using Tercet.Torch.Comparison;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Comparison;

public class StrategyVariantTests
{
    private static readonly NtXentLoss NtXent = new() { Temperature = 0.07 };

    private static readonly TrainingOptions Shared = new()
    {
        AdaptiveTarget = 0.3,
        Sequence = new TripletTraining
        {
            Options = new()
            {
                TripletsPerEpoch = 100,
                Epochs = 4,
                MinDistance = 0.01,
                Seed = 5,
                MaxDegreeOfParallelism = 3,
                Schedule = new() { Floor = 0.2, Cap = 0.6 },
            },
        },
    };

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(8, 3)]
    [InlineData(9, 5)]
    [InlineData(32, 2)]
    [InlineData(65_536, 65_536)]
    public void Variants_in_batches_have_as_many_images_as_triplets_have(int classes, int samples)
    {
        var shape = new BatchOptions { ClassesPerBatch = classes, SamplesPerClass = samples, LastBatch = LastBatchHandling.Fill };
        foreach (var variant in InBatches(shape))
        {
            var applied = variant.Apply(Shared);
            applied.Validate();
            Assert.Null(applied.AdaptiveTarget);
            var training = Assert.IsType<BatchTraining>(applied.Sequence);
            var mining = training.Options;
            var size = (long)classes * samples;
            Assert.InRange(mining.BatchesPerEpoch!.Value * size, 300, 300 + size - 1);
            Assert.Equal(
                (classes, samples, LastBatchHandling.Fill), (mining.ClassesPerBatch, mining.SamplesPerClass, mining.LastBatch));
            Assert.Equal((4, 0.01, 5UL), (mining.Epochs, mining.MinDistance, mining.Seed));
            Assert.Equal(3, mining.MaxDegreeOfParallelism);
            if (variant.Name.StartsWith("nt-xent", StringComparison.Ordinal))
                Assert.Equal(NtXent, training.Loss);
        }
    }

    [Fact]
    public void Each_loss_meets_each_kind_of_batch()
    {
        var variants = InBatches(new BatchOptions { ClassesPerBatch = 20 });
        Assert.Equal(
            [
                .. new[] { "semi-hard", "batch-hard", "nt-xent" }.SelectMany(loss => new[]
                {
                    loss + "+random", loss + "+hardest", loss + "+sigmoid", loss + "+groups", loss + "+groups-2", loss + "+groups-4",
                }),
            ],
            variants.Select(variant => variant.Name));
        var applied = variants.ToDictionary(variant => variant.Name, variant => (BatchTraining)variant.Apply(Shared).Sequence);
        Assert.IsType<BatchHardLoss>(applied["batch-hard+hardest"].Loss);
        Assert.Equal(NegativeSelector.Hardest, applied["batch-hard+hardest"].Options.Selector);
        Assert.Equal(NegativeSelector.Random, applied["nt-xent+random"].Options.Selector);
        var (sigmoid, groups) = (applied["nt-xent+sigmoid"].Options, applied["nt-xent+groups"].Options);
        Assert.Equal((NegativeSelector.LogRank, null), (sigmoid.Selector, sigmoid.GroupSize));
        Assert.Equal((0, 1, 1), (sigmoid.Schedule.Floor, sigmoid.Schedule.Cap, sigmoid.Schedule.Cycles));
        Assert.Equal((NegativeSelector.LogRank, 8), (groups.Selector, groups.GroupSize));
        Assert.Equal((0.3, 1), (groups.Schedule.Floor, groups.Schedule.Cap));
        Assert.Equal((NegativeSelector.Hardest, 2), (applied["nt-xent+groups-2"].Options.Selector, applied["nt-xent+groups-2"].Options.GroupSize));
        Assert.Equal(Distance.Euclidean, applied["batch-hard+random"].Distance);
        Assert.Equal(Distance.SquaredEuclidean, applied["semi-hard+random"].Distance);
    }

    [Fact]
    public void A_loss_of_ones_own_can_be_compared()
    {
        var variants = StrategyVariant.InBatches("lifted-structure", new LiftedStructureLoss(2), new BatchOptions());
        Assert.Equal("lifted-structure+sigmoid", variants[2].Name);
        Assert.Equal("lifted-structure(margin=2)", variants[2].Apply(Shared).Sequence.LossIdentity);
    }

    [Fact]
    public void Batches_need_triplets_to_take_their_length_from()
    {
        var shared = new TrainingOptions { Sequence = new BatchTraining() };
        var fault = Assert.Throws<ArgumentException>(() => InBatches(new BatchOptions())[0].Apply(shared));
        Assert.StartsWith("`Sequence` is BatchTraining; expected TripletTraining", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_unique_and_fit_for_file_names()
    {
        string[] names = [.. StrategyVariant.All.Concat(InBatches(new BatchOptions())).Select(variant => variant.Name)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z][a-z0-9+-]*[a-z0-9]$", name));
    }

    [Fact]
    public void Another_order_changes_the_schedule_alone()
    {
        var sigmoid = StrategyVariant.All.Single(variant => variant.Name == "sigmoid");
        Assert.True(sigmoid.FollowsSchedule);
        var shuffled = sigmoid.WithOrder(HardnessOrder.Shuffled);
        Assert.Equal("sigmoid+shuffled", shuffled.Name);
        Assert.True(shuffled.IsOf(sigmoid));
        var (before, after) = (sigmoid.Apply(Shared), shuffled.Apply(Shared));
        Assert.Equal(HardnessOrder.Shuffled, after.Mining.Schedule.Order);
        Assert.Equal(
            before, after with { Mining = after.Mining with { Schedule = after.Mining.Schedule with { Order = HardnessOrder.Schedule } } });
        Assert.All(
            StrategyVariant.All, variant => Assert.Equal(
                variant.FollowsSchedule,
                NegativeSelector.FollowsSchedule(variant.Apply(Shared).Mining.Selector) && variant.Name != "adaptive"));
    }

    [Fact]
    public void A_constant_at_the_mean_has_the_mean_hardness_of_the_schedule()
    {
        var mean = StrategyVariant.All.Single(variant => variant.Name == "constant-mean").Apply(Shared).Mining.Schedule;
        var steps = Enumerable.Range(0, 4001).Average(step => Shared.Mining.Schedule.HardnessAt(step, 4001));
        Assert.Equal(steps, mean.HardnessAt(0, 4001), 1e-3);
    }

    private static IReadOnlyList<StrategyVariant> InBatches(BatchOptions shape) =>
        StrategyVariant.InBatches(shape, new SemiHardLoss(), new BatchHardLoss(), NtXent);
}
