using Tercet.Torch.Comparison;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Tests.Comparison;

public class ContenderTests
{
    private static readonly TrainingOptions Shared = new()
    {
        AdaptiveTarget = 0.3,
        Temperature = 0.07,
        Mining = new TripletOptions { Triplets = 100, Epochs = 4, TestRatio = 0.4, MinDistance = 0.01, Seed = 5, MaxDegreeOfParallelism = 3, Schedule = new() { Floor = 0.2, Cap = 0.6 } },
    };

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(8, 3)]
    [InlineData(9, 5)]
    [InlineData(32, 2)]
    [InlineData(65_536, 65_536)]
    public void Contenders_in_batches_have_as_many_images_as_triplets_have(int classes, int samples)
    {
        var shape = new BatchOptions { ClassesPerBatch = classes, SamplesPerClass = samples, Last = LastBatchHandling.Fill };
        foreach (var contender in Contender.InBatches(shape))
        {
            var applied = contender.Apply(Shared);
            applied.Validate();
            Assert.Null(applied.AdaptiveTarget);
            var mining = Assert.IsType<BatchOptions>(applied.Mining);
            var size = (long)classes * samples;
            Assert.InRange(mining.Batches!.Value * size, 300, 300 + size - 1);
            Assert.Equal((classes, samples, LastBatchHandling.Fill), (mining.ClassesPerBatch, mining.SamplesPerClass, mining.Last));
            Assert.Equal((4, 0.4, 0.01, 5UL, 3, 0.07), (mining.Epochs, mining.TestRatio, mining.MinDistance, mining.Seed, mining.MaxDegreeOfParallelism, applied.Temperature));
        }
    }

    [Fact]
    public void Each_loss_meets_each_kind_of_batch()
    {
        var contenders = Contender.InBatches(new BatchOptions { ClassesPerBatch = 20 });
        Assert.Equal(
            ["semi-hard+random", "semi-hard+hardest", "semi-hard+sigmoid", "semi-hard+groups", "batch-hard+random", "batch-hard+hardest", "batch-hard+sigmoid", "batch-hard+groups",
                "nt-xent+random", "nt-xent+hardest", "nt-xent+sigmoid", "nt-xent+groups"],
            contenders.Select(contender => contender.Name));
        var applied = contenders.ToDictionary(contender => contender.Name, contender => contender.Apply(Shared));
        Assert.Equal(InBatchLoss.BatchHard, applied["batch-hard+hardest"].InBatch);
        Assert.Equal(Strategy.Hardest, applied["batch-hard+hardest"].Mining.Strategy);
        Assert.Equal(Strategy.Random, applied["nt-xent+random"].Mining.Strategy);
        var (sigmoid, groups) = ((BatchOptions)applied["nt-xent+sigmoid"].Mining, (BatchOptions)applied["nt-xent+groups"].Mining);
        Assert.Equal((Strategy.Sequence, Scale.LogRank, null, 0, 1, 1), (sigmoid.Strategy, sigmoid.Scale, sigmoid.Group, sigmoid.Schedule.Floor, sigmoid.Schedule.Cap, sigmoid.Schedule.Cycles));
        Assert.Equal((Strategy.Sequence, Scale.LogRank, 8, 0.3, 1), (groups.Strategy, groups.Scale, groups.Group, groups.Schedule.Floor, groups.Schedule.Cap));
    }

    [Fact]
    public void Names_are_unique_and_fit_for_file_names()
    {
        string[] names = [.. Contender.All.Concat(Contender.InBatches(new BatchOptions())).Select(contender => contender.Name)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[a-z][a-z+-]*[a-z]$", name));
    }
}
