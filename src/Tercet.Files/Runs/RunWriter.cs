using System.Security.Cryptography;

namespace Tercet.Files;

/// <summary>Mines both splits into a run's folder: train.*, test.* and, with <see cref="WriteManifest"/>, manifest.json.</summary>
public abstract class RunWriter
{
    private readonly RunFolder _folder;
    private readonly TableFormat _format;
    private readonly List<string> _files = [];

    private protected RunWriter(RunFolder folder, TableFormat format) => (_folder, _format) = (folder, format);

    /// <summary>The training sequence in figures.</summary>
    public abstract SequenceSummary Train { get; }

    /// <summary>The test sequence in figures.</summary>
    public abstract SequenceSummary Test { get; }

    private protected abstract MiningSource Source { get; }

    /// <summary>Mines and writes both splits.</summary>
    /// <param name="progress">Told of steps done, from several threads.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidInputException">Filters left nothing at all.</exception>
    public abstract void Write(IProgress<MiningProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a file to the run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        _folder.Write(name, content);
        _files.Add(name);
    }

    /// <summary>Describes the run, once its sequences are written.</summary>
    /// <param name="version">The version of Tercet.</param>
    /// <param name="inputs">What was read.</param>
    /// <param name="files">Further files of the run, to be added yet.</param>
    public RunManifest Describe(string version, IReadOnlyList<ManifestInput> inputs, params ReadOnlySpan<string> files)
    {
        var data = Source.Data;
        return new RunManifest
        {
            Version = version,
            Options = Options(),
            Inputs = inputs,
            Counts = new ManifestCounts(data.Items.Count, data.ClassNames.Count, data.Catalog?.Count, Source.ItemEmbeddings.Dimensions),
            Train = Describe(Split.Train),
            Test = _files.Contains(FileOf(Split.Test)) ? Describe(Split.Test) : null,
            Skipped = [.. SkippedData.Of(data).Concat(Skipped()).Where(skip => skip.Count > 0)],
            Files = [.. _files, .. files],
        };
    }

    /// <summary>Writes the manifest.</summary>
    /// <param name="manifest">As <see cref="Describe(string, IReadOnlyList{ManifestInput}, ReadOnlySpan{string})"/> made it.</param>
    public void WriteManifest(RunManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        _folder.Write(RunFolder.ManifestName, manifest.ToJson());
    }

    private protected abstract ManifestOptions Options();

    /// <summary>The facts of a split, with the name and the digest of its file.</summary>
    private protected abstract ManifestSplit Describe(Split split, string file, string sha256);

    /// <summary>What mining left out.</summary>
    private protected abstract IEnumerable<ManifestSkip> Skipped();

    /// <summary>Where the file of a split is written to; it then belongs to the run.</summary>
    private protected string Begin(Split split)
    {
        _files.Add(FileOf(split));
        return _folder.StagingPath(FileOf(split));
    }

    private protected TableFormat Format => _format;

    private string FileOf(Split split) => (split == Split.Train ? "train" : "test") + TripletWriter.ExtensionOf(_format);

    private ManifestSplit Describe(Split split)
    {
        using var file = File.OpenRead(_folder.StagingPath(FileOf(split)));
        return Describe(split, FileOf(split), Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
