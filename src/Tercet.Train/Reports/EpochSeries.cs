using ScottPlot;
using Tercet.Torch.Training;
using Palette = Tercet.CommandLine.Reports.Palette;

namespace Tercet.Train.Reports;

/// <summary>The epochs of one line: of a training run, or the mean of several.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Index">Its index among the lines, which determines its colour.</param>
/// <param name="LossAtCollapse">The loss at collapse.</param>
/// <param name="Runs">The epochs of each training run.</param>
internal sealed record EpochSeries(string Name, int Index, double LossAtCollapse, IReadOnlyList<IReadOnlyList<EpochResult>> Runs)
{
    public Color Color => Palette.OfSeries(Index);

    /// <summary>Beyond the number of colours that can be told apart, lines are dashed.</summary>
    public bool Dashed => Index >= Palette.MaxSeries;

    /// <summary>Epochs of the longest training run.</summary>
    public int Epochs => Runs.Max(run => run.Count);

    /// <summary>The mean of a value in each epoch, over the training runs that reached it.</summary>
    public double[] Means(Func<EpochResult, double> value) =>
        [.. Enumerable.Range(0, Epochs).Select(epoch => Runs.Where(run => run.Count > epoch).Average(run => value(run[epoch])))];
}
