using System.Globalization;

namespace Tercet.Train.Runs;

/// <summary>The names of the files that commands write.</summary>
internal static class TrainingFiles
{
    public const string Epochs = "epochs.csv";
    public const string Latest = "latest.parquet";
    public const string Validation = "validation.json";
    public const string Encoder = "encoder.onnx";
    public const string Report = "report.html";
    public const string Events = "tensorboard/events.out.tfevents.tercet";

    public const string Trials = "comparison.csv";
    public const string Table = "comparison.md";

    /// <summary>The folder of checkpoints, with its slash.</summary>
    public const string Checkpoints = "checkpoints/";

    /// <summary>The folder of trials, with its slash.</summary>
    public const string TrialFolder = "trials/";

    /// <summary>The folder of a training run.</summary>
    public static RunKind Training { get; } = Kind("training run", "training.json");

    /// <summary>The folder of a comparison.</summary>
    public static RunKind Comparison { get; } = Kind("comparison", "comparison.json");

    /// <summary>All files of a comparison except its record.</summary>
    /// <param name="trials">The strategy and the seed of each training run.</param>
    public static IReadOnlyList<string> OfComparison(IEnumerable<(string Strategy, ulong Seed)> trials) =>
    [
        Trials, Table, "comparison.png", "comparison.svg", Report, Epochs, .. trials.Select(trial => TrialOf(trial.Strategy, trial.Seed)),
    ];

    /// <summary>The result of one training run of a comparison.</summary>
    public static string TrialOf(string strategy, ulong seed) =>
        string.Create(CultureInfo.InvariantCulture, $"{TrialFolder}{strategy}-{seed}.json");

    public static string Checkpoint(int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{Checkpoints}epoch-{epoch + 1:0000}.safetensors");

    /// <summary>All files of a training run except its record.</summary>
    public static IReadOnlyList<string> OfTraining(int epochs) =>
    [
        Epochs, Latest, SplitFile.Name, Validation, Encoder, "training.png", "training.svg", Report, Events,
        .. Enumerable.Range(0, epochs).Select(Checkpoint),
    ];

    /// <summary>The latest checkpoint in a folder, as a name in it; null where there is none.</summary>
    public static string? LatestCheckpoint(string folder, int epochs) =>
        Enumerable.Range(0, epochs).Reverse().Select(Checkpoint).FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));

    private static RunKind Kind(string name, string record) => new(
        name, record, "record", $"Choose another folder, resume that {name} with --resume, or overwrite it with --force.");
}
