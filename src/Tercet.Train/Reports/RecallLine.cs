using ScottPlot;

namespace Tercet.Train.Reports;

/// <summary>Recall@1 of a strategy over the images seen, as means over its seeds.</summary>
/// <param name="Color">Its colour.</param>
/// <param name="Dashed">Whether it is dashed.</param>
/// <param name="Images">The images seen after each epoch.</param>
/// <param name="Recalls">The means of Recall@1.</param>
/// <param name="Deviations">Their standard deviations; null with one seed.</param>
internal sealed record RecallLine(Color Color, bool Dashed, double[] Images, double[] Recalls, double[]? Deviations)
{
    /// <summary>The upper edge of the band, or else the line.</summary>
    public double[] High => Deviations is null ? Recalls : [.. Recalls.Zip(Deviations, (mean, deviation) => mean + deviation)];

    /// <summary>The lower edge of the band, or else the line.</summary>
    public double[] Low =>
        Deviations is null ? Recalls : [.. Recalls.Zip(Deviations, (mean, deviation) => Math.Max(0, mean - deviation))];
}
