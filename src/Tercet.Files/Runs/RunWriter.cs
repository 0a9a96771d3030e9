using System.Security.Cryptography;

namespace Tercet.Files;

/// <summary>
/// Mines both splits into a run's folder: train.*, test.* and, with <see cref="WriteManifest"/>, manifest.json.
/// </summary>
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

    /// <summary>Writes runs of triplets.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="miner">What to mine.</param>
    /// <param name="options">The format, and which steps; the defaults where null.</param>
    /// <param name="observe">Called with every training triplet, in order; may be null.</param>
    public static RunWriter Create(
        RunFolder folder, TripletMiner miner, RunWriterOptions? options = null, Action<Triplet>? observe = null) =>
        new TripletRunWriter(folder, miner, options ?? new RunWriterOptions(), observe);

    /// <summary>Writes runs of batches.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="miner">What to form.</param>
    /// <param name="options">The format, and which steps; the defaults where null.</param>
    /// <param name="observe">Called with every training batch, in order; may be null.</param>
    public static RunWriter Create(
        RunFolder folder, BatchMiner miner, RunWriterOptions? options = null, Action<Batch>? observe = null) =>
        new BatchRunWriter(folder, miner, options ?? new RunWriterOptions(), observe);

    /// <summary>Mines and writes both splits.</summary>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="catalogEmbeddings">Row i for catalog item i; null exactly where there is no catalog.</param>
    /// <param name="progress">Reported to from several threads, with the steps of both splits.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidInputException">The embeddings do not fit, or filters left nothing at all.</exception>
    public abstract void Write(
        EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a file to the run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        Folder.Write(name, content);
        _files.Add(name);
    }

    /// <summary>Describes the run, once its sequences are written.</summary>
    /// <param name="version">The version of Tercet.</param>
    /// <param name="inputs">What was read.</param>
    /// <param name="otherFiles">Files in an image folder that are not items.</param>
    /// <param name="files">Further files of the run, to be added yet.</param>
    public abstract RunManifest Describe(
        string version, IReadOnlyList<ManifestInput> inputs, int otherFiles, params ReadOnlySpan<string> files);

    /// <summary>Writes the manifest.</summary>
    /// <param name="manifest">As <see cref="Describe"/> made it.</param>
    public void WriteManifest(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Folder.Write(RunFolder.ManifestName, manifest.ToJson());
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
