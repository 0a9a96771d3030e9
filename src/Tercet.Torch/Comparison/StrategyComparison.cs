using Tercet.Torch.Training;
using static TorchSharp.torch;

namespace Tercet.Torch.Comparison;

/// <summary>
/// Trains one encoder from the same weights on the same data by each of several strategies, with several seeds each. A training has one of torch's threads to itself and
/// as many run at once as there are, so that the figures do not depend on how many.
/// </summary>
/// <param name="source">Items and catalog, with the encoder's inputs as their embeddings.</param>
/// <param name="createEncoder">Makes an encoder with the weights of a seed.</param>
/// <param name="options">What all trainings share; the seed is added to each trial's own.</param>
public sealed class StrategyComparison(MiningSource source, Func<ulong, nn.Module<Tensor, Tensor>> createEncoder, TrainingOptions options)
{
    /// <summary>Runs all trials.</summary>
    /// <param name="contenders">The strategies.</param>
    /// <param name="seeds">Trainings of each, 1 or more.</param>
    /// <param name="threads">Trainings at once, 1 or more.</param>
    /// <param name="done">Trials of an earlier run with equal data and options, which are taken as they are; null for none.</param>
    /// <param name="finished">Told, from several threads, of each further trial as soon as it is done.</param>
    /// <param name="progress">Told, from several threads, of each epoch done: the contender, the trial's seed, and the epoch.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>By contender, then by seed.</returns>
    public IReadOnlyList<Trial> Run(
        IReadOnlyList<Contender> contenders, int seeds, int threads, IReadOnlyCollection<Trial>? done = null,
        Action<Trial>? finished = null, Action<Contender, ulong, EpochResult>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contenders);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var known = (done ?? []).ToDictionary(trial => (trial.Contender, trial.Seed));
        var keys = contenders.SelectMany(contender => Enumerable.Range(0, seeds).Select(i => (Contender: contender, Seed: options.Mining.Seed + (ulong)i))).ToList();
        Trial?[] trials = [.. keys.Select(key => known.GetValueOrDefault((key.Contender.Name, key.Seed)))];
        int[] missing = [.. Enumerable.Range(0, trials.Length).Where(i => trials[i] is null)];
        var before = get_num_threads();
        set_num_threads(1);
        try
        {
            Parallel.For(0, missing.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, i =>
            {
                var (contender, seed) = keys[missing[i]];
                var trial = Train(contender, seed, progress, cancellationToken);
                trials[missing[i]] = trial;
                finished?.Invoke(trial);
            });
        }
        finally
        {
            set_num_threads(before);
        }
        return trials!;
    }

    private Trial Train(Contender contender, ulong seed, Action<Contender, ulong, EpochResult>? progress, CancellationToken cancellationToken)
    {
        using var encoder = createEncoder(seed);
        var applied = contender.Apply(options);
        using var trainer = new EncoderTrainer(source, encoder, applied with { Mining = applied.Mining with { Seed = seed, MaxDegreeOfParallelism = 1 } });
        while (!trainer.IsDone)
        {
            var epoch = trainer.TrainEpoch(cancellationToken: cancellationToken);
            progress?.Invoke(contender, seed, epoch);
        }
        return new Trial(contender.Name, seed, [.. trainer.Results], Validation.Evaluate(trainer, threads: 1));
    }
}
