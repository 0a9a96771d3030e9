using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary>The options that train and compare have in common.</summary>
/// <param name="kind">What the help calls a run.</param>
/// <param name="folder">The default folder.</param>
/// <param name="requireData">Whether <c>--data</c> must be given.</param>
/// <param name="threads">The help text of <c>--threads</c>.</param>
/// <param name="resume">The help text of <c>--resume</c>.</param>
internal sealed class SharedOptions(string kind, string folder, bool requireData, string threads, string resume)
{
    private static readonly TripletTraining Default = new();

    private readonly Option<bool> _resume = OptionFactory.Switch("--resume", resume);

    private readonly Option<bool> _noReport = OptionFactory.Switch("--no-report", "Write no plots and no report.");

    public DataOptions Data { get; } = new(requireData);

    public NetworkOptions Network { get; } = new();

    public ImageOptions Images { get; } = new();

    public SequenceOptions Sequence { get; } = new(
        Default.Options with { Distance = Default.Loss.Distance },
        distance: "Distance metric of the loss and of mining; euclidean by default for batch-hard, and always the cosine for NT-Xent.",
        threads: threads);

    public LearningOptions Learning { get; } = new();

    public OutputOptions Output { get; } = new(kind, folder);

    /// <summary>The options of the output, in the order of the help.</summary>
    public Option[] OutputGroup => [Output.Folder, _resume, _noReport, .. Output.Others, Sequence.Threads];

    /// <summary>The options of candidates and positives, in the order of the help.</summary>
    public Option[] CandidateGroup => [Sequence.Positive, .. Data.Filters, .. Sequence.Candidates];

    /// <summary>Reads what is trained on, and adds every fault of it and of the training options.</summary>
    public TrainingInputs Read(
        ParseResult parsed, DataFiles files, SplitChoice split, TrainingOptions options, RunTarget target, UsageFaults faults)
    {
        var embeddings = files.Embeddings is not null;
        IEnumerable<string> imageFolder = files.Images is null ? [] : ["--images"];
        if (embeddings && imageFolder.Concat(parsed.Specified(Images.OfImagesOnly)).ToList() is { Count: > 0 } specified)
            faults.Add(ImageOptions.WithoutImages(specified));
        var images = Images.Read(parsed, options.Mining.MaxDegreeOfParallelism);
        faults.Add(files.Faults(target.Folder));
        Network.AddFaults(parsed, embeddings, faults);
        faults.Add(Images.Faults(parsed));
        faults.Add((images with { MaxDegreeOfParallelism = 0 }).Faults());
        faults.Add(Learning.Faults(parsed));
        faults.Add(split.Faults());
        faults.Add(options.Faults());
        if (target.Resume && Output.Force(parsed))
            faults.Add($"--resume resumes the {kind} in the folder, --force overwrites it. Leave out one of them.");
        return new TrainingInputs { Files = files, Split = split, Encoder = Network.Read(parsed, embeddings), Images = images };
    }

    /// <summary>Reads where the run is written to.</summary>
    public RunTarget ReadTarget(ParseResult parsed) =>
        new(Output.FolderOf(parsed), Output.Force(parsed), parsed.GetValue(_resume));

    /// <summary>Whether plots and a report are drawn.</summary>
    public bool WithReport(ParseResult parsed) => !parsed.GetValue(_noReport);

    /// <summary>Prints the result as requested.</summary>
    public void Print(ParseResult parsed, TrainingOutcome result, ProgressDisplay display)
    {
        if (Output.Json(parsed))
            Console.WriteLine(result.ToJson());
        else if (!Output.Quiet(parsed))
            result.Print(display);
    }
}
