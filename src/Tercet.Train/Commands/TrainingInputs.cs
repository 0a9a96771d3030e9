using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;
using Tercet.Train.Encoders;
using Tercet.Vision;
using Tercet.Vision.Encoders;

namespace Tercet.Train.Commands;

/// <summary>What an encoder is trained on: images as rows of pixels, or given embeddings.</summary>
internal sealed record TrainingInputs
{
    public required DataFiles Files { get; init; }
    public required EncoderChoice Encoder { get; init; }

    /// <summary>How image files are read.</summary>
    public required ImageEmbedderOptions Images { get; init; }

    /// <summary>Reads the tables, and the split that training will have, which fails early where it fails.</summary>
    /// <param name="mining">What will be mined.</param>
    /// <param name="inputs">Is told of each file.</param>
    public (Dataset Data, ExcludedPairs? Excluded) ReadTables(MiningOptions mining, List<ManifestInput> inputs)
    {
        var tables = Files.ReadTables(inputs);
        mining.RequireSplit(tables.Data);
        return tables;
    }

    /// <summary>What turns image files into rows of inputs; null where embeddings are given.</summary>
    public ImageEncoder? OpenPixels() => Encoder.TakesImages ? new PixelDescriptor(Encoder.Size, Encoder.Color, rounded: true) : null;

    /// <summary>Reads the images, or the embeddings.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="pixels">What <see cref="OpenPixels"/> gave.</param>
    /// <param name="inputs">Is told of each file.</param>
    /// <param name="display">Shows how far the work is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public EmbeddedData Read(Dataset data, ImageEncoder? pixels, List<ManifestInput> inputs, ProgressDisplay display, CancellationToken cancellationToken) =>
        Files.Embed(data, new ImageEncoding { Options = Images }, pixels, inputs, display, cancellationToken);
}
