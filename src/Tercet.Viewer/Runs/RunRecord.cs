using System.Text.Json;

namespace Tercet.Viewer.Runs;

/// <summary>What a folder says of its run: mined, or trained, perhaps still going.</summary>
public sealed record RunRecord
{
    private const string TrainingName = "training.json", LatestSequence = "latest.parquet";

    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };

    /// <summary>The options of mining.</summary>
    public required ManifestOptions Options { get; init; }

    /// <summary>What was read.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>What produced the embeddings; null where they were given, or were trained.</summary>
    public ManifestEncoder? Encoder { get; init; }

    /// <summary>The name of the file of the sequence.</summary>
    public required string Sequence { get; init; }

    /// <summary>Steps of the whole sequence.</summary>
    public long TotalSteps { get; init; }

    /// <summary>The manifest; null for a training run.</summary>
    public RunManifest? Manifest { get; init; }

    /// <summary>Whether the run is one of training.</summary>
    public bool IsTraining => Manifest is null;

    /// <summary>Whether the sequence is of batches.</summary>
    public bool IsOfBatches => Options.Mine == "batches";

    /// <summary>Whether the data are queries and passages.</summary>
    public bool IsOfPairs => PathOf("pairs") is not null || Options.AnchorColumn is not null;

    /// <summary>The path of an input, as recorded; null without one.</summary>
    /// <param name="role">Its role.</param>
    public string? PathOf(string role) => Inputs.FirstOrDefault(input => input.Role == role)?.Path;

    /// <summary>Reads the record of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidInputException">It holds no run, or a damaged one.</exception>
    public static RunRecord Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"{folder}: no such folder. Expected the folder of a run, as after --out of 'tercet mine'.");
        var training = Path.Combine(folder, TrainingName);
        if (File.Exists(training) && !File.Exists(Path.Combine(folder, RunFolder.ManifestName)))
            return ReadTraining(training);
        if (!File.Exists(Path.Combine(folder, RunFolder.ManifestName)) && RunFolder.IsUnderWay(folder))
            throw new InvalidInputException(
                $"{folder}: a run is being written there, and none of it is complete. Start the viewer again when it is, or when the first "
                + "epoch of a training run is.");
        var manifest = RunManifest.Read(folder);
        return new RunRecord
        {
            Options = manifest.Options,
            Inputs = manifest.Inputs,
            Encoder = manifest.Encoder,
            Sequence = manifest.Train.File,
            TotalSteps = manifest.Train.TotalSteps,
            Manifest = manifest,
        };
    }

    private static RunRecord ReadTraining(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = json.RootElement;
            return new RunRecord
            {
                Options = root.GetProperty("options").GetProperty("mining").Deserialize<ManifestOptions>(Format)
                    ?? throw new JsonException("no options"),
                Inputs = root.GetProperty("inputs").Deserialize<ManifestInput[]>(Format) is { } inputs && !inputs.Contains(null!)
                    ? inputs
                    : throw new JsonException("an input is null"),
                Sequence = LatestSequence,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidInputException(
                $"{path}: not the record of a training run ({e.Message.TrimEnd('.')}). Expected one that 'tercet train' wrote.", e);
        }
    }
}
