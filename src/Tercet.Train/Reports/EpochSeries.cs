using ScottPlot;
using Tercet.Torch.Training;
using Palette = Tercet.CommandLine.Reports.Palette;

namespace Tercet.Train.Reports;

/// <summary>The epochs of one line: of a training, or of several whose means it follows.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Place">Its place among the lines, which gives its colour.</param>
/// <param name="LossAtCollapse">The loss of a single point.</param>
/// <param name="Trainings">The epochs of each training.</param>
internal sealed record EpochSeries(string Name, int Place, double LossAtCollapse, IReadOnlyList<IReadOnlyList<EpochResult>> Trainings)
{
    public Color Color => Palette.OfSeries(Place);

    /// <summary>Beyond the colours that can be told apart, lines are dashed.</summary>
    public bool Dashed => Place >= Palette.MostSeries;

    /// <summary>Epochs of the longest training.</summary>
    public int Epochs => Trainings.Max(training => training.Count);

    /// <summary>The mean of a figure in each epoch, over the trainings that came so far.</summary>
    public double[] Means(Func<EpochResult, double> figure) =>
        [.. Enumerable.Range(0, Epochs).Select(epoch => Trainings.Where(training => training.Count > epoch).Average(training => figure(training[epoch])))];
}
