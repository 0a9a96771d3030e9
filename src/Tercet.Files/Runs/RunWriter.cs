using System.Security.Cryptography;

namespace Tercet.Files;

/// <summary>
/// Mines both splits into a run's folder. <c>RunWriter.Write</c> does all of it; an instance, step by step, is for runs with
/// further files.
/// </summary>
/// <example><code>
/// var miner = new TripletMiner(items, options, DataSplit.ByClass(items, testRatio: 0.2));
/// var manifest = RunWriter.Write("RUN", miner, embeddings);
/// </code></example>
public abstract class RunWriter
{
    private readonly List<string> _files = [];

    private protected RunWriter(RunFolder folder) => Folder = folder;

    /// <summary>Summary statistics of the training sequence.</summary>
    public abstract SequenceSummary Train { get; }

    /// <summary>Summary statistics of the test sequence.</summary>
    public abstract SequenceSummary Test { get; }

    /// <summary>Statistics of mining both splits, once they are written.</summary>
    public abstract MiningStatistics Statistics { get; }

    /// <summary>Where the run is written to.</summary>
    private protected RunFolder Folder { get; }

    /// <summary>The files of the run so far.</summary>
    private protected IReadOnlyList<string> Files => _files;

    /// <summary>
    /// Mines triplets and writes them as a run: train.*, test.* where rows are held out, split.csv and manifest.json. Whatever
    /// fails, the folder is left as it was.
    /// </summary>
    /// <param name="folder">The run's folder, created where it is missing.</param>
    /// <param name="miner">What to mine: all epochs on these embeddings, or the steps that the options name.</param>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="catalogEmbeddings">Row i for catalog item i; null exactly where there is no catalog.</param>
    /// <param name="options">The format, and which steps; the defaults where null.</param>
    /// <param name="progress">Reported to from several threads, with the steps of both splits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The manifest: what was mined, counted and left out.</returns>
    /// <exception cref="InvalidInputException">
    /// The folder holds a run, the embeddings do not fit, or filters left nothing at all.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static RunManifest Write(
        string folder, TripletMiner miner, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null,
        RunWriterOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(miner);
        return Write(
            folder, options, target => Create(target, miner, options),
            writer => writer.WriteSequences(embeddings, catalogEmbeddings, progress, cancellationToken));
    }

    /// <summary>
    /// Forms batches and writes them as a run: train.*, test.* where rows are held out, split.csv and manifest.json. Whatever
    /// fails, the folder is left as it was.
    /// </summary>
    /// <param name="folder">The run's folder, created where it is missing.</param>
    /// <param name="miner">What to form: all epochs on these embeddings, or the steps that the options name.</param>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="catalogEmbeddings">Row i for catalog item i; null exactly where there is no catalog.</param>
    /// <param name="options">The format, and which steps; the defaults where null.</param>
    /// <param name="progress">Reported to from several threads, with the steps of both splits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The manifest: what was formed, counted and left out.</returns>
    /// <exception cref="InvalidInputException">
    /// The folder holds a run, the embeddings do not fit, or filters left nothing at all.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static RunManifest Write(
        string folder, BatchMiner miner, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null,
        RunWriterOptions? options = null, IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(miner);
        return Write(
            folder, options, target => Create(target, miner, options),
            writer => writer.WriteSequences(embeddings, catalogEmbeddings, progress, cancellationToken));
    }

    /// <summary>Prepares a run of triplets, to be written step by step; it is kept with <see cref="Complete"/>.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="miner">What to mine.</param>
    /// <param name="options">The format, and which steps; the defaults where null.</param>
    /// <param name="observe">Called with every training triplet, in order; may be null.</param>
    public static RunWriter Create(
        RunFolder folder, TripletMiner miner, RunWriterOptions? options = null, Action<Triplet>? observe = null) =>
        new TripletRunWriter(folder, miner, options ?? new RunWriterOptions(), observe);

    /// <summary>Prepares a run of batches, to be written step by step; it is kept with <see cref="Complete"/>.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="miner">What to form.</param>
    /// <param name="options">The format, and which steps; the defaults where null.</param>
    /// <param name="observe">Called with every training batch, in order; may be null.</param>
    public static RunWriter Create(
        RunFolder folder, BatchMiner miner, RunWriterOptions? options = null, Action<Batch>? observe = null) =>
        new BatchRunWriter(folder, miner, options ?? new RunWriterOptions(), observe);

    /// <summary>Mines and writes both splits, and which rows are in which.</summary>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="catalogEmbeddings">Row i for catalog item i; null exactly where there is no catalog.</param>
    /// <param name="progress">Reported to from several threads, with the steps of both splits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidInputException">The embeddings do not fit, or filters left nothing at all.</exception>
    public abstract void WriteSequences(
        EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Writes both splits from the parts of a plan, in place of <see cref="WriteSequences"/>.</summary>
    /// <param name="parts">The parts, checked by <see cref="PartsFolder.RequireAll"/>.</param>
    /// <param name="dimensions">Components of an embedding.</param>
    /// <param name="progress">Receives the number of steps that are written.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidInputException">Filters left nothing at all.</exception>
    public abstract void MergeSequences(
        PartsFolder parts, int dimensions, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a file to the run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        Folder.Write(name, content);
        _files.Add(name);
    }

    /// <summary>Describes the run, once its sequences are written.</summary>
    /// <param name="otherFiles">Files in an image folder that are not items. Default 0.</param>
    /// <param name="files">Further files of the run, to be added yet.</param>
    public abstract RunManifest Describe(int otherFiles = 0, params ReadOnlySpan<string> files);

    /// <summary>Writes the manifest and commits the folder; nothing is kept without this.</summary>
    /// <param name="manifest">As <see cref="Describe"/> made it.</param>
    public void Complete(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Folder.Write(RunFolder.ManifestName, manifest.ToJson());
        Folder.Commit();
    }

    private static RunManifest Write(
        string folder, RunWriterOptions? options, Func<RunFolder, RunWriter> create, Action<RunWriter> writeSequences)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var target = RunFolder.Create(folder, options?.Overwrite ?? false);
        var writer = create(target);
        writeSequences(writer);
        var manifest = writer.Describe();
        writer.Complete(manifest);
        return manifest;
    }

    /// <summary>Where a file is written to; it then belongs to the run.</summary>
    private protected string Begin(string file)
    {
        _files.Add(file);
        return Folder.StagingPath(file);
    }

    private protected string DigestOf(string file)
    {
        using var stream = File.OpenRead(Folder.StagingPath(file));
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
