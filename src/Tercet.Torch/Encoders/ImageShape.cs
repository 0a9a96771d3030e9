namespace Tercet.Torch.Encoders;

/// <summary>The shape of an image in a row of inputs: channel after channel, each row after row.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Height">Pixels, 8 or more.</param>
/// <param name="Width">Pixels, 8 or more.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Values of an image.</summary>
    public int Length => Channels * Height * Width;
}
