using Tercet.Torch.Training;
using static TorchSharp.torch;

namespace Tercet.Torch.Comparison;

/// <summary>
/// Trains one encoder by each of several strategies, from equal weights on equal data, with several seeds each.
/// </summary>
/// <remarks>
/// Each training run has one torch thread to itself, and several run in parallel, so that results do not depend on how many do.
/// </remarks>
/// <param name="set">The items, what the encoder is shown of them, and which are held out.</param>
/// <param name="createEncoder">Creates an encoder with the weights of a seed; called on several threads.</param>
/// <param name="options">What all training runs share; their seeds count from the one in here.</param>
/// <param name="split">What is held out with a seed; null where it is the same for all.</param>
/// <example>
/// <code>
/// var shape = new ImageShape(Channels: 1, Height: 32, Width: 32);
/// var comparison = new StrategyComparison(set, seed => new SmallCnn(shape, seed: seed), new TrainingOptions());
/// foreach (var trial in comparison.Run(StrategyVariant.All, seeds: 3, maxDegreeOfParallelism: 2))
///     Console.WriteLine($"{trial.Strategy}, seed {trial.Seed}: Recall@1 {trial.Validation!.RecallAt[1]:0.00}");
/// </code>
/// </example>
public sealed class StrategyComparison(
    TrainingSet set, Func<ulong, nn.Module<Tensor, Tensor>> createEncoder, TrainingOptions options, Func<ulong, DataSplit>? split = null)
{
    /// <summary>Runs all trials.</summary>
    /// <param name="variants">The strategies.</param>
    /// <param name="seeds">Training runs of each, 1 or more.</param>
    /// <param name="maxDegreeOfParallelism">Parallel training runs, 1 or more; results do not depend on it.</param>
    /// <param name="done">Trials of an earlier run with equal data and options, which are not repeated; null for none.</param>
    /// <param name="started">
    /// Called on several threads with the strategy and the seed of each further trial before it starts.
    /// </param>
    /// <param name="finished">Called on several threads with each further trial as soon as it is done.</param>
    /// <param name="progress">Called on several threads after each epoch, with the variant and the seed.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>By variant, then by seed.</returns>
    public IReadOnlyList<Trial> Run(
        IReadOnlyList<StrategyVariant> variants, int seeds, int maxDegreeOfParallelism, IReadOnlyCollection<Trial>? done = null,
        Action<string, ulong>? started = null, Action<Trial>? finished = null, Action<StrategyVariant, ulong, EpochResult>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(variants);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var known = (done ?? []).ToDictionary(trial => (trial.Strategy, trial.Seed));
        var keys = variants.SelectMany(variant => Seeds(seeds).Select(seed => (Variant: variant, Seed: seed))).ToList();
        Trial?[] trials = [.. keys.Select(key => known.GetValueOrDefault((key.Variant.Name, key.Seed)))];
        int[] missing = [.. Enumerable.Range(0, trials.Length).Where(i => trials[i] is null)];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = maxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        var before = get_num_threads();
        set_num_threads(1);
        try
        {
            Parallel.For(0, missing.Length, parallel, i =>
            {
                var (variant, seed) = keys[missing[i]];
                started?.Invoke(variant.Name, seed);
                var trial = Train(variant, seed, progress, cancellationToken);
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

    /// <summary>Measures what needs no training, with the split of each seed.</summary>
    /// <param name="baselines">The baselines.</param>
    /// <param name="seeds">Seeds, 1 or more.</param>
    /// <returns>By baseline, then by seed; none where nothing is held out.</returns>
    public IReadOnlyList<Trial> Measure(IReadOnlyList<Baseline> baselines, int seeds)
    {
        ArgumentNullException.ThrowIfNull(baselines);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        return
        [
            .. baselines.SelectMany(baseline => Seeds(seeds).Select(
                seed => (baseline.Name, Seed: seed, Validation: Measure(baseline, seed))))
                .Where(measured => measured.Validation is not null)
                .Select(measured => new Trial(measured.Name, measured.Seed, [], [measured.Validation!])),
        ];
    }

    private IEnumerable<ulong> Seeds(int count) => Enumerable.Range(0, count).Select(i => options.Mining.Seed + (ulong)i);

    private Trial Train(
        StrategyVariant variant, ulong seed, Action<StrategyVariant, ulong, EpochResult>? progress,
        CancellationToken cancellationToken)
    {
        using var encoder = createEncoder(seed);
        using var trainer = new EncoderTrainer(SetOf(seed), encoder, OfSeed(variant.Apply(options), seed));
        var validations = new List<RetrievalResult>();
        while (!trainer.IsDone)
        {
            var epoch = trainer.TrainEpoch(cancellationToken: cancellationToken);
            if (Validation.Evaluate(trainer, maxDegreeOfParallelism: 1) is { } validation)
                validations.Add(validation);
            progress?.Invoke(variant, seed, epoch);
        }
        return new Trial(variant.Name, seed, [.. trainer.Results], validations);
    }

    private RetrievalResult? Measure(Baseline baseline, ulong seed)
    {
        var (data, threads) = (SetOf(seed), options.Mining.MaxDegreeOfParallelism);
        if (baseline.Items is { } items)
            return Validation.Evaluate(data, options, items, baseline.Catalog);
        using var encoder = createEncoder(seed);
        using var trainer = new EncoderTrainer(data, encoder, options);
        return Validation.Evaluate(trainer, threads);
    }

    private TrainingSet SetOf(ulong seed) => split is null ? set : set.With(split(seed));

    private static TrainingOptions OfSeed(TrainingOptions options, ulong seed) =>
        options with { Mining = options.Mining with { Seed = seed, MaxDegreeOfParallelism = 1 } };
}
