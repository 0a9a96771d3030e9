using Tercet.CommandLine.Data;
using Tercet.Train.Encoders;
using Tercet.Vision;

namespace Tercet.Train.Commands;

/// <summary>What an encoder is trained on: images as rows of pixels, or given embeddings.</summary>
internal sealed record TrainingInputs
{
    public required DataFiles Files { get; init; }

    public required SplitChoice Split { get; init; }

    public required EncoderChoice Encoder { get; init; }

    /// <summary>How image files are read.</summary>
    public required ImageEmbedderOptions Images { get; init; }

    /// <summary>The encoder of image files as rows of inputs; null where embeddings are given.</summary>
    public ImageEncoder? OpenPixels() =>
        Encoder.TakesImages ? new PixelDescriptor(Encoder.Size, Encoder.Color, rounded: true) : null;
}
