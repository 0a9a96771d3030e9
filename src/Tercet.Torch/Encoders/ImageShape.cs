namespace Tercet.Torch.Encoders;

/// <summary>The shape of an image in a row of inputs: channels × height × width, in this order, from 0 (black) to 1.</summary>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Height">Pixels, 8 or more.</param>
/// <param name="Width">Pixels, 8 or more.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Values per image.</summary>
    public int Length => Channels * Height * Width;

    /// <summary>The shape as a phrase, such as <c>32 × 32 grey pixels</c>.</summary>
    internal string Description =>
        FormattableString.Invariant($"{Width} × {Height} {(Channels == 1 ? "grey" : "colour")} pixels");
}
