using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Batches of classes, with a loss that finds its negatives among them.</summary>
internal sealed class BatchSequence(MiningSource inputs, TrainingOptions options, BatchOptions mining, int classes) : TrainingSequence
{
    public override int BatchesPerEpoch { get; } = mining.Batches ?? mining.BatchesOf(classes);

    public override IEnumerable<TrainingBatch> Mine(MiningSource source, int epoch, double? hardness, CancellationToken cancellationToken)
    {
        var asked = mining with
        {
            TestRatio = 0, // the data are those of the training split alone
            TestBatches = null,
            Distance = options.InBatch == InBatchLoss.NtXent ? Distance.Cosine : options.Loss.Distance,
            Steps = new StepRange((long)epoch * BatchesPerEpoch, (epoch + 1L) * BatchesPerEpoch),
        };
        if (hardness is { } constant)
            asked = asked with { Strategy = Strategy.Sequence, Schedule = HardnessSchedule.Constant(constant) };
        return new BatchMiner(source, asked).Mine(cancellationToken: cancellationToken).Select(batch => new Classes(inputs, options, batch));
    }

    private sealed class Classes : TrainingBatch
    {
        private readonly TrainingOptions _options;
        private readonly int[] _classes;

        public Classes(MiningSource inputs, TrainingOptions options, Batch batch)
        {
            _options = options;
            Inputs = [.. batch.Items.Select(item => (item.Role == ItemRole.Catalog ? inputs.AnchorEmbeddings : inputs.ItemEmbeddings, item.Item))];
            Hardness = [.. batch.Items.Where(item => item.Hardness is not null).Select(item => item.Hardness!.Value)];
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            _classes = [.. batch.Items.Select(item => numbers.TryAdd(item.Class, numbers.Count) ? numbers.Count - 1 : numbers[item.Class])];
        }

        public override IReadOnlyList<(EmbeddingMatrix Matrix, int Row)> Inputs { get; }

        public override IEnumerable<double> Hardness { get; }

        public override BatchLoss? Evaluate(EmbeddingRows embeddings)
        {
            var distance = _options.Loss.Distance;
            BatchLoss loss = _options.InBatch switch
            {
                InBatchLoss.SemiHard => new TripletBatch(_options.Loss, embeddings, InBatchTriplets.SemiHard(embeddings, _classes, distance)),
                InBatchLoss.BatchHard => new TripletBatch(_options.Loss, embeddings, InBatchTriplets.BatchHard(embeddings, _classes, distance)),
                _ => new NtXentBatch(_options.Temperature, embeddings, _classes),
            };
            return loss.Count == 0 ? null : loss;
        }
    }
}
