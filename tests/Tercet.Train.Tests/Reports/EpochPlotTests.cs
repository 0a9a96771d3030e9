using System.Xml.Linq;
using SkiaSharp;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Tests.Reports;
using Tercet.Torch.Comparison;
using Tercet.Train.Reports;

namespace Tercet.Train.Tests.Reports;

public class EpochPlotTests
{
    private static readonly string[] Captions =
        ["Loss (dashed: loss at collapse)", "Active triplets (fraction)", "Hardness of the negatives (1 = nearest)",
            "Mean pairwise distance"];

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(300)]
    public void A_training_run_has_four_captioned_panels(int epochs)
    {
        var figure = TrainingPlot.Draw(
            [.. Enumerable.Range(0, epochs).Select(epoch => Epochs.Of(epoch, CollapseState.Healthy))], lossAtCollapse: 0.2);
        var words = Words(figure);
        Assert.All(Captions, caption => Assert.Contains(caption, words));
        Assert.Equal(4, words.Count(word => word == "Epoch"));
        Assert.DoesNotContain(words, word => word.StartsWith("-0", StringComparison.Ordinal));
        using var image = Pixels.Decode(figure.ToPng());
        Assert.All(
            new[] { (0, 0), (1, 0), (0, 1), (1, 1) },
            quarter => Assert.True(
                Count(image, quarter, Palette.Blue.ToSKColor()) > (epochs == 1 ? 30 : 300), $"no line in panel {quarter}"));
    }

    [Fact]
    public void Strategies_have_colours_of_their_own_and_more_of_them_are_dashed()
    {
        var trials = StrategyVariant.All.SelectMany(
            variant => new[] { 0UL, 1UL }.Select(
            seed => new Trial(variant.Name, seed, [Epochs.Of(0, CollapseState.Healthy), Epochs.Of(1, CollapseState.Healthy)],
            []))).ToList();
        var figure = ComparisonPlot.Draw(trials, _ => 0.69);
        var words = Words(figure);
        Assert.All(StrategyVariant.All, variant => Assert.Contains(variant.Name, words));
        Assert.Contains("Loss (dashed: loss at collapse)", words);
        Assert.Contains("lines: means of 2 seeds", words);
        Assert.NotEmpty(figure.ToPng());
    }

    [Fact]
    public void Losses_of_several_kinds_are_drawn_relative_to_the_loss_at_collapse()
    {
        Trial[] trials = [new("triplets", 0, [Epochs.Of(0, CollapseState.Healthy)], []),
            new("nt-xent", 0, [Epochs.Of(0, CollapseState.Healthy)], [])];
        Assert.Contains("Loss relative to the loss at collapse",
            Words(ComparisonPlot.Draw(trials, name => name == "triplets" ? 0.2 : 4.1)));
    }

    [Fact]
    public void A_line_is_the_mean_of_the_training_runs_that_reached_an_epoch()
    {
        var first = Epochs.Of(0, CollapseState.Healthy);
        var series = new EpochSeries(
            "x", 0, 0.2, [[first, Epochs.Of(1, CollapseState.Healthy) with { Hardness = 0.4 }], [first with { Hardness = 0.2 }]]);
        Assert.Equal([(0.62 + 0.2) / 2, 0.4], series.Means(result => result.Hardness));
    }

    private static List<string> Words(Figure figure) =>
        [.. XElement.Parse(figure.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value)];

    private static int Count(SKBitmap image, (int X, int Y) quarter, SKColor color)
    {
        var count = 0;
        for (var x = quarter.X * image.Width / 2; x < (quarter.X + 1) * image.Width / 2; x++)
            for (var y = quarter.Y * image.Height / 2; y < (quarter.Y + 1) * image.Height / 2; y++)
                count += image.GetPixel(x, y) == color ? 1 : 0;
        return count;
    }
}
