using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>Size of a figure in logical pixels; a PNG has twice as many each way.</summary>
public readonly record struct PlotSize(int Width, int Height)
{
    public static readonly PlotSize Wide = new(800, 400);

    public static readonly PlotSize Thumbnail = new(240, 120);
}
