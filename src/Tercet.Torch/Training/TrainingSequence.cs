
namespace Tercet.Torch.Training;

/// <summary>What an encoder is trained on, epoch by epoch along one schedule.</summary>
internal abstract class TrainingSequence
{
    /// <summary>Batches an epoch; the last epoch's may be fewer where filters leave steps out.</summary>
    public abstract int BatchesPerEpoch { get; }

    /// <summary>Mines an epoch.</summary>
    /// <param name="source">The training split, with the embeddings to mine on.</param>
    /// <param name="epoch">Which, from 0.</param>
    /// <param name="hardness">The hardness of all its steps, in place of what the schedule says; null for the schedule.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public abstract IEnumerable<TrainingBatch> Mine(MiningSource source, int epoch, double? hardness, CancellationToken cancellationToken);

    /// <summary>The sequence that options ask for.</summary>
    /// <param name="inputs">Items and catalog, with the encoder's inputs as their embeddings.</param>
    /// <param name="options">The options.</param>
    /// <param name="classes">Classes to train on.</param>
    public static TrainingSequence Create(MiningSource inputs, TrainingOptions options, int classes) => options.Mining switch
    {
        TripletOptions triplets => new TripletSequence(inputs, options, triplets),
        BatchOptions batches => new BatchSequence(inputs, options, batches, classes),
        _ => throw new InvalidOperationException($"{options.Mining.GetType()} is no kind of sequence."),
    };
}
