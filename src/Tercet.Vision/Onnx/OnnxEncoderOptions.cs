namespace Tercet.Vision;

/// <summary>How a model is fed, and what is taken from it.</summary>
public sealed record OnnxEncoderOptions
{
    /// <summary>How an image becomes the model's input. Default: stretched to the input size, values in [0, 1], RGB.</summary>
    public ImagePreparation Preparation { get; init; } = new();

    /// <summary>
    /// The name of the output to take. Default null: the only output, or the only one of shape (batch, components).
    /// </summary>
    public string? Output { get; init; }

    /// <summary>For outputs with one vector per token; no effect on others. Default <see cref="Pooling.Mean"/>.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>Whether embeddings are scaled to unit length; a zero vector stays as it is. Default false.</summary>
    public bool Normalize { get; init; }

    /// <summary>The execution provider. Default <see cref="Device.Cpu"/>.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>
    /// Every option that is out of its bounds, those of <see cref="Preparation"/> included; empty if all are valid.
    /// </summary>
    public IEnumerable<OptionFault> Faults() => Preparation.Faults();
}
