using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Tests.Findings;

/// <summary>Against mining: with the hardness of the schedule, halves of a rank apart.</summary>
public class OwnScaleTests
{
    private static readonly LabeledItems Items = new([.. Enumerable.Range(0, 60).Select(i => $"c{i * i % 7}")]);

    private static readonly EmbeddingMatrix Embeddings =
        EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 60 * 4).Select(i => (float)Math.Sin(i * 1.7))], 4);

    [Theory]
    [InlineData("rank")]
    [InlineData("log-rank")]
    public void The_hardness_is_that_of_the_target(string scale)
    {
        var miner = new TripletMiner(Items, Options(scale), DataSplit.ByItem(Items, 0.2));
        var hardness = OwnScale.For(miner)!;
        var triplets = miner.Mine(Embeddings, cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(200, triplets.Count);
        var perClass = miner.Split.TrainRows.CountBy(row => Items.Items.Classes[row]!).ToDictionary();
        Assert.All(triplets, triplet =>
        {
            var candidates = miner.Split.TrainRows.Count - perClass[triplet.AnchorClass];
            var (low, high) = (Math.Max(1, triplet.Rank - 0.501), triplet.Rank + 0.501);
            double At(double rank) => scale == "rank" ? 1 - (rank - 1) / (candidates - 1) : 1 - Math.Log(rank) / Math.Log(candidates);
            Assert.InRange(triplet.TargetHardness!.Value, At(high) - 1e-9, At(low) + 1e-9);
            Assert.Equal(Math.Clamp(At(triplet.Rank), 0, 1), hardness(triplet), 12);
        });
    }

    [Fact]
    public void What_a_triplet_does_not_tell_is_not_guessed()
    {
        Assert.Null(OwnScale.For(new TripletMiner(Items, Options("relative"))));
        Assert.Null(OwnScale.For(new TripletMiner(Items, Options("range"))));
        Assert.Null(OwnScale.For(new TripletMiner(Items, Options("rank") with { MinDistance = 0.1 })));
        Assert.Null(OwnScale.For(new TripletMiner(Items, Options("rank") with { Negatives = 2 })));
        Assert.Null(OwnScale.For(new TripletMiner(Items, Options("rank") with { CandidatePool = 9 })));
        var excluded = new LabeledItems(Items.Items, null, [(0, 1)]);
        Assert.Null(OwnScale.For(new TripletMiner(excluded, Options("rank"))));
    }

    private static TripletOptions Options(string scale) => new()
    {
        TripletsPerEpoch = 200,
        Selector = NegativeSelector.All.First(selector => selector.Identity == scale),
        Schedule = new HardnessSchedule { Curve = HardnessCurve.Linear, Cap = 1, Cycles = 2 },
        MaxDegreeOfParallelism = 1,
    };
}
