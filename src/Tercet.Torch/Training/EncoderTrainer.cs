using Tercet.Torch.Losses;
using static TorchSharp.torch;

namespace Tercet.Torch.Training;

/// <summary>
/// Trains an encoder on mined triplets, or on batches of classes, in their order. Before each epoch the encoder
/// embeds the training items, and the next slice of one long schedule is mined on that.
/// </summary>
/// <remarks>Equal inputs, options and number of torch's threads give equal weights on the same kind of processor, also where a run is resumed from a checkpoint.</remarks>
public sealed class EncoderTrainer : IDisposable
{
    /// <summary>Anchors whose spread is watched.</summary>
    private const int SpreadSample = 256;

    private readonly TrainingData _data;
    private readonly TrainingSequence _sequence;
    private readonly nn.Module<Tensor, Tensor> _encoder;
    private readonly Adam _optimizer;
    private readonly AdaptiveHardness? _adaptive;
    private readonly EmbeddingBatches _batches;
    private readonly EmbeddingDispersion _start;
    private readonly List<EpochResult> _results = [];

    /// <summary>Prepares a training.</summary>
    /// <param name="source">Items and catalog, with the encoder's inputs as their embeddings: pixels, or embeddings of a frozen model.</param>
    /// <param name="encoder">Takes rows of inputs to rows of embeddings; one of this library's, or any module.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds.</exception>
    /// <exception cref="InvalidInputException">The data cannot be split, or have too few classes.</exception>
    public EncoderTrainer(MiningSource source, nn.Module<Tensor, Tensor> encoder, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Source, _encoder, Options) = (source, encoder, options);
        _data = new TrainingData(source, options.Mining);
        _sequence = TrainingSequence.Create(source, options, _data.Classes);
        _optimizer = new Adam(encoder, options.LearningRate);
        _batches = new EmbeddingBatches(encoder, options.UnitLength);
        var schedule = options.Mining.Schedule;
        if (options.AdaptiveTarget is { } target)
            _adaptive = new AdaptiveHardness(target, schedule.Floor, schedule.Cap);
        _start = Spread();
    }

    /// <summary>What it trains on, and what is held out.</summary>
    public MiningSource Source { get; }

    /// <summary>The rows of the items that are held out.</summary>
    public IReadOnlyList<int> TestItems => _data.TestItemRows;

    /// <summary>How it trains.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The epochs done so far, those before a resumption among them.</summary>
    public IReadOnlyList<EpochResult> Results => _results;

    /// <summary>Whether all epochs are done, or training was stopped for a collapse.</summary>
    public bool IsDone => _results.Count == Options.Mining.Epochs || (Options.OnCollapse == OnCollapse.Stop && _results is [.., { Health: CollapseState.Collapsed }]);

    /// <summary>Batches an epoch, or fewer where filters leave steps out.</summary>
    public int BatchesPerEpoch => _sequence.BatchesPerEpoch;

    /// <summary>Trains one more epoch.</summary>
    /// <param name="progress">Told of batches done in this epoch, and the mean loss so far.</param>
    /// <param name="cancellationToken">Ends the epoch early; the encoder is then between two epochs, and only a checkpoint brings it back to one.</param>
    public EpochResult TrainEpoch(IProgress<(int Done, double Loss)>? progress = null, CancellationToken cancellationToken = default)
    {
        var epoch = _results.Count;
        var batches = Mine(epoch, cancellationToken);
        var tally = new EpochTally();
        _encoder.train();
        for (var i = 0; i < batches.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(batches[i], tally);
            progress?.Report((i + 1, tally.MeanLoss));
        }
        if (tally.Count == 0)
            throw new InvalidInputException(FormattableString.Invariant($"epoch {epoch + 1}: no step has a candidate: the excluded pairs, groups, minimal distance or pool rule out every item of another class. Loosen them."));
        if (double.IsNaN(tally.Hardness))
            throw new InvalidInputException(FormattableString.Invariant($"epoch {epoch + 1}: no class can join another: the excluded pairs, groups or minimal distance rule out every one. Loosen them."));
        if (!double.IsFinite(tally.MeanLoss))
            throw new InvalidInputException(FormattableString.Invariant(
                $"epoch {epoch + 1}: the loss is {(double.IsNaN(tally.MeanLoss) ? "not a number" : "infinite")}: training has diverged. Expected it to stay finite: choose a smaller learning rate than {Options.LearningRate}."));
        var signs = tally.Signs(Spread());
        var result = new EpochResult
        {
            Epoch = epoch,
            Triplets = tally.Count,
            Batches = tally.Batches,
            Inputs = tally.Inputs,
            Hardness = tally.Hardness,
            Accuracy = tally.Accuracy,
            Signs = signs,
            Health = new CollapseMonitor(Options.LossAtCollapse, _start).Judge(signs),
        };
        _adaptive?.Observe(signs.ActiveFraction, result.Health != CollapseState.Healthy);
        _results.Add(result);
        return result;
    }

    /// <summary>What the encoder now makes of rows of inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="rows">The rows wanted; the others are rows of NaN, without an embedding. Null for all.</param>
    public EmbeddingMatrix Embed(EmbeddingMatrix inputs, IReadOnlyList<int>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _batches.Embed(inputs, rows ?? [.. Enumerable.Range(0, inputs.Count).Except(inputs.MissingRows)]);
    }

    /// <summary>Writes weights, optimizer and results to a file (safetensors), from which <see cref="Resume"/> goes on.</summary>
    /// <param name="path">The file; one that is there is replaced, never half-written.</param>
    public void Save(string path) => SafeTensors.Write(path, State(), Checkpoint.Describe(_results, _adaptive?.Next));

    /// <summary>Goes on from a checkpoint, to the same bytes as if training had never stopped.</summary>
    /// <param name="path">What <see cref="Save"/> wrote, with equal data and options.</param>
    /// <exception cref="InvalidInputException">It is no such file, damaged, or of another encoder or other options; nothing has changed then.</exception>
    public void Resume(string path)
    {
        using var file = SafeTensorsFile.Open(path);
        var (results, next) = Checkpoint.Parse(file.Metadata, Options, BatchesPerEpoch, path);
        file.CopyTo(State());
        _results.Clear();
        _results.AddRange(results);
        if (_adaptive is not null && next is { } hardness)
            _adaptive.Next = hardness;
        _optimizer.Steps = results.Sum(result => result.Batches);
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private List<TrainingBatch> Mine(int epoch, CancellationToken cancellationToken)
    {
        using var items = Options.Remine ? Embed(Source.ItemEmbeddings, _data.ItemRows) : null;
        using var catalog = Options.Remine && _data.CatalogRows is { } rows ? Embed(Source.AnchorEmbeddings, rows) : null;
        return [.. _sequence.Mine(_data.With(items, catalog), epoch, HardnessOverride(), cancellationToken)];
    }

    /// <summary>The hardness of the epoch to come, where the schedule does not rule.</summary>
    private double? HardnessOverride()
    {
        if (Options.OnCollapse == OnCollapse.Lower && _results is [.., { Health: not CollapseState.Healthy }] && _results.Exists(result => result.Health == CollapseState.Collapsed))
            return Options.Mining.Schedule.Floor;
        return _adaptive?.Next;
    }

    private void Step(TrainingBatch batch, EpochTally tally)
    {
        using var scope = NewDisposeScope();
        var embeddings = _encoder.forward(EmbeddingBatches.Read(batch.Inputs));
        if (batch.Evaluate(new EmbeddingRows(TensorValues.Of(embeddings), batch.Inputs.Count, Options.UnitLength)) is not { } loss)
            return; // one class alone, which has no negative
        _encoder.zero_grad();
        embeddings.backward([tensor(loss.Gradient(), embeddings.shape).to(embeddings.device)]);
        _optimizer.Step();
        tally.Add(batch, loss);
    }

    /// <summary>How the anchors, or as many of them, are spread.</summary>
    private EmbeddingDispersion Spread()
    {
        var (inputs, all) = _data.CatalogRows is { } catalog ? (Source.AnchorEmbeddings, catalog) : (Source.ItemEmbeddings, _data.ItemRows);
        var count = Math.Min(all.Length, SpreadSample);
        int[] sample = [.. Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)])];
        using var embeddings = Embed(inputs, sample);
        return EmbeddingDispersion.Measure(embeddings);
    }

    /// <summary>Everything that training changes, by name.</summary>
    private List<(string Name, Tensor Tensor)> State()
    {
        var state = _encoder.named_parameters().Select(named => (named.name, (Tensor)named.parameter)).ToList();
        state.AddRange(_encoder.named_buffers().Where(named => named.buffer.is_floating_point()).Select(named => (named.name, named.buffer)));
        state.AddRange(_optimizer.State);
        return state;
    }
}
