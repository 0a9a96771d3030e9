using Tercet.Torch.Losses;
using static TorchSharp.torch;

namespace Tercet.Torch.Training;

/// <summary>
/// Trains an encoder on mined triplets, or on batches of classes, in their order. Before each epoch the encoder embeds the
/// training items, and the next slice of one long schedule is mined on these embeddings.
/// </summary>
/// <remarks>
/// Equal inputs, options and number of torch threads give byte-identical weights on the same kind of processor, also where a
/// training run is resumed from a checkpoint.
/// </remarks>
/// <example>
/// <code>
/// TorchLibrary.Load(Console.Error);
/// var set = new TrainingSet(items, pixels, split: DataSplit.ByClass(items));
/// using var encoder = new SmallCnn(new ImageShape(1, 32, 32));
/// using var trainer = new EncoderTrainer(set, encoder, new TrainingOptions());
/// while (!trainer.IsDone)
/// {
///     var epoch = trainer.TrainEpoch();
///     trainer.Save($"epoch-{epoch.Epoch}.safetensors");
/// }
/// OnnxExport.Write(encoder, trainer.Options.UnitLength, "encoder.onnx");
/// </code>
/// </example>
public sealed class EncoderTrainer : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _encoder;
    private readonly Adam _optimizer;
    private readonly EmbeddingBatches _batches;
    private readonly HardnessControl _hardness;
    private readonly RetrievalProbe _probe;
    private readonly List<EpochResult> _results = [];
    private readonly (EmbeddingDispersion Dispersion, double Recall) _start;
    private CollapseMonitor _monitor;

    /// <summary>Prepares a training run.</summary>
    /// <param name="set">The items, what the encoder is shown of them, and which are held out.</param>
    /// <param name="encoder">Maps rows of inputs to rows of embeddings; one of this library's, or any module.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds.</exception>
    /// <exception cref="InvalidInputException">The training part has too few classes.</exception>
    /// <exception cref="ArgumentException">A parameter of the encoder is not float32 in the processor's memory.</exception>
    public EncoderTrainer(TrainingSet set, nn.Module<Tensor, Tensor> encoder, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Set, _encoder, Options) = (set, encoder, options);
        BatchesPerEpoch = options.Sequence.BatchesPerEpoch(set);
        _optimizer = new Adam(encoder, options.LearningRate);
        _batches = new EmbeddingBatches(encoder, options.UnitLength);
        _hardness = new HardnessControl(options);
        _probe = new RetrievalProbe(set, options);
        _start = _probe.Measure(Embed);
        _monitor = NewMonitor();
    }

    /// <summary>What the encoder is trained on, and what is held out.</summary>
    public TrainingSet Set { get; }

    /// <summary>How the encoder is trained.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The epochs done so far, those before the run was resumed included.</summary>
    public IReadOnlyList<EpochResult> Results => _results;

    /// <summary>The first steps of the last epoch that <see cref="TrainEpoch"/> completed; null before it has one.</summary>
    public MinedSteps? LatestMined { get; private set; }

    /// <summary>Whether all epochs are done, or training has ended after a collapse.</summary>
    public bool IsDone => _results.Count == Options.Mining.Epochs || _hardness.Stops(_results);

    /// <summary>Batches per epoch, or fewer where filters leave steps out.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>Trains one more epoch.</summary>
    /// <param name="progress">Notified after each batch, on the calling thread.</param>
    /// <param name="cancellationToken">
    /// Ends the epoch early with an <see cref="OperationCanceledException"/>; the encoder is then between two epochs, and only
    /// <see cref="Resume"/> brings it back to one.
    /// </param>
    /// <exception cref="InvalidInputException">Filters rule out every candidate, or training has diverged.</exception>
    public EpochResult TrainEpoch(IProgress<EpochProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var batches = Mine(_results.Count, cancellationToken);
        var tally = new EpochTally(_results.Count);
        _encoder.train();
        for (var i = 0; i < batches.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(batches[i], tally);
            progress?.Report(new EpochProgress(i + 1, batches.Count, tally.MeanLoss));
        }
        tally.RequireUsable(Options.LearningRate);
        var result = tally.ToResult(_probe.Measure(Embed), _monitor);
        _hardness.Observe(result);
        _results.Add(result);
        LatestMined = MinedSteps.First(result.Epoch, batches);
        return result;
    }

    /// <summary>Embeds rows of inputs with the encoder as it is now.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="rows">The rows to embed; the others become rows of NaN, without an embedding. Null for all.</param>
    /// <exception cref="InvalidInputException">The encoder produced a value that is not finite.</exception>
    public EmbeddingMatrix Embed(EmbeddingMatrix inputs, IReadOnlyList<int>? rows = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _batches.Embed(inputs, rows ?? [.. Enumerable.Range(0, inputs.Count).Except(inputs.MissingRows)]);
    }

    /// <summary>Writes weights, optimizer state and results to a checkpoint (safetensors), for <see cref="Resume"/>.</summary>
    /// <param name="path">The file; an existing one is replaced, never half-written.</param>
    public void Save(string path) => SafeTensors.Write(path, State(), Checkpoint.Describe(_results, _hardness.Adaptive));

    /// <summary>Resumes from a checkpoint; the final bytes are those of a training run that was never interrupted.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote, with equal data and options.</param>
    /// <exception cref="InvalidInputException">
    /// The file is no checkpoint, damaged, or of another encoder or other options; nothing has changed then.
    /// </exception>
    public void Resume(string path)
    {
        using var file = SafeTensorsFile.OpenCheckpoint(path);
        var (results, adaptive) = Checkpoint.Parse(file.Metadata, Options, BatchesPerEpoch, path);
        file.CopyTo(State());
        LatestMined = null;
        _results.Clear();
        _results.AddRange(results);
        _hardness.Restore(adaptive);
        _monitor = NewMonitor();
        foreach (var result in results)
            _monitor.Observe(result.Metrics);
        _optimizer.Steps = results.Sum(result => result.Batches);
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();

    private List<TrainingBatch> Mine(int epoch, CancellationToken cancellationToken)
    {
        using var items = Options.Remine ? Embed(Set.Inputs, Set.TrainRows) : null;
        using var catalog = Options.Remine && Set.CatalogRows is { } rows ? Embed(Set.AnchorInputs, rows) : null;
        var request = new EpochRequest(epoch, Set, items ?? Set.Inputs, catalog ?? Set.CatalogInputs, _hardness.Adaptive, _hardness.IsRescue(_results));
        return [.. Options.Sequence.Mine(request, cancellationToken)];
    }

    private void Step(TrainingBatch batch, EpochTally tally)
    {
        using var scope = NewDisposeScope();
        var embeddings = _encoder.forward(EmbeddingBatches.Read(batch.Inputs));
        var loss = batch.Evaluate(new EmbeddingRows(TensorValues.ToArray(embeddings), batch.Inputs.Count, Options.UnitLength));
        if (loss.Count == 0)
            return; // a batch of one class has no negative
        _encoder.zero_grad();
        embeddings.backward([tensor(loss.MeanGradient(), embeddings.shape).to(embeddings.device)]);
        _optimizer.Step();
        tally.Add(batch, loss);
    }

    private CollapseMonitor NewMonitor() => new(_start.Dispersion, _start.Recall, _probe.ChanceRecall);

    /// <summary>Everything that training changes, by name.</summary>
    private List<(string Name, Tensor Tensor)> State() =>
    [
        .. _encoder.named_parameters().Select(named => (named.name, (Tensor)named.parameter)),
        .. _encoder.named_buffers().Where(named => named.buffer.is_floating_point()).Select(named => (named.name, named.buffer)),
        .. _optimizer.State,
    ];
}
