namespace Tercet.Vision.Onnx;

/// <summary>How a model is fed and what is taken from it.</summary>
public sealed record OnnxEncoderOptions
{
    /// <summary>How an image becomes the model's input. Default: stretched, values from 0 to 1, RGB.</summary>
    public ImagePreparation Preparation { get; init; } = new();

    /// <summary>The output to take. Default null: the only one, or the only one of one vector an image.</summary>
    public string? Output { get; init; }

    /// <summary>For an output of one vector a token. Default mean.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>Whether embeddings are scaled to unit length; one of zeros stays as it is. Default false.</summary>
    public bool Normalize { get; init; }

    /// <summary>What runs the model. Default the processor.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Checks every bound.</summary>
    /// <exception cref="InvalidOptionsException">A bound does not hold; the message lists all that do not.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Preparation.Validate(faults);
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
    }
}
