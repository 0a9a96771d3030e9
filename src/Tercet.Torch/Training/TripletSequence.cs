using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Triplets in their order, some at a time.</summary>
internal sealed class TripletSequence(MiningSource inputs, TrainingOptions options, TripletOptions mining) : TrainingSequence
{
    public override int BatchesPerEpoch => (mining.Triplets + options.BatchSize - 1) / options.BatchSize;

    public override IEnumerable<TrainingBatch> Mine(MiningSource source, int epoch, double? hardness, CancellationToken cancellationToken)
    {
        var asked = mining with
        {
            TestRatio = 0, // the data are those of the training split alone
            TestTriplets = null,
            Distance = options.Loss.Distance,
            Steps = new StepRange((long)epoch * mining.Triplets, (epoch + 1L) * mining.Triplets),
        };
        if (hardness is { } constant)
            asked = asked with { Strategy = Strategy.Sequence, Schedule = HardnessSchedule.Constant(constant) };
        return new TripletMiner(source, asked).Mine(cancellationToken: cancellationToken).Chunk(options.BatchSize).Select(triplets => new Chunk(inputs, options.Loss, triplets));
    }

    private sealed class Chunk(MiningSource inputs, TripletLoss loss, Triplet[] triplets) : TrainingBatch
    {
        public override IReadOnlyList<(EmbeddingMatrix Matrix, int Row)> Inputs { get; } =
        [
            .. triplets.Select(triplet => (inputs.AnchorEmbeddings, triplet.Anchor)),
            .. triplets.Select(triplet => (inputs.ItemEmbeddings, triplet.Positive)),
            .. triplets.Select(triplet => (inputs.ItemEmbeddings, triplet.Negative)),
        ];

        public override IEnumerable<double> Hardness => triplets.Select(triplet => triplet.Hardness);

        public override BatchLoss Evaluate(EmbeddingRows embeddings) => new TripletBatch(loss, embeddings, TripletBatch.InOrder(triplets.Length));
    }
}
