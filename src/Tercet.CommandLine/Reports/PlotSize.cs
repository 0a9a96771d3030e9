namespace Tercet.CommandLine.Reports;

/// <summary>Size of a figure in logical pixels; a PNG has twice as many in each direction.</summary>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public readonly record struct PlotSize(int Width, int Height)
{
    /// <summary>A plot of its own.</summary>
    public static PlotSize Wide { get; } = new(800, 400);

    /// <summary>The same for a narrow screen.</summary>
    public static PlotSize Narrow { get; } = new(390, 330);

    /// <summary>A thumbnail in a table.</summary>
    public static PlotSize Thumbnail { get; } = new(240, 120);
}
