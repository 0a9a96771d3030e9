using System.CommandLine;
using Tercet.Cli.Commands;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary>What the commands that train have in common.</summary>
internal static class SharedOptions
{
    private static readonly TripletTraining Default = new();

    /// <summary>The options of mining, with training's defaults.</summary>
    public static SequenceOptions Sequence(string threads) => new(
        Default.Options with { Distance = Default.Loss.Distance },
        distance: "Between embeddings, in the loss and in mining.",
        threads: threads);

    /// <summary>Every fault of the options, in words.</summary>
    public static IEnumerable<string> Faults(
        ParseResult parsed, DataFiles files, string folder, NetworkOptions network, ImageOptions images, LearningOptions learning, TrainingOptions options)
    {
        var embeddings = files.Embeddings is not null;
        IEnumerable<string> folderOfImages = files.Images is null ? [] : ["--images"];
        if (embeddings && folderOfImages.Concat(Options.Given(parsed, images.OfImagesOnly)).ToList() is { Count: > 0 } given)
            yield return $"{string.Join(", ", given)}: of no use beside --embeddings, since no image is read. Leave out one or the other.";
        foreach (var fault in files.Faults(folder)
            .Concat(network.Faults(parsed, embeddings)).Concat(images.Faults(parsed)).Concat(images.Read(parsed, threads: 0).Faults())
            .Concat(learning.Faults(parsed)).Concat(options.Faults().Select(fault => fault.Message)))
            yield return fault;
    }

    public static TrainingInputs Inputs(ParseResult parsed, DataFiles files, NetworkOptions network, ImageOptions images, TrainingOptions options) => new()
    {
        Files = files,
        Encoder = network.Read(parsed, files.Embeddings is not null),
        Images = images.Read(parsed, options.Mining.MaxDegreeOfParallelism),
    };
}
