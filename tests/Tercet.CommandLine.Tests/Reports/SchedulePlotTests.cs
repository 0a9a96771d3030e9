using System.Xml.Linq;
using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

public class SchedulePlotTests
{
    private static readonly HardnessSeries Run = Samples.Cyclic(10_000);

    [Theory]
    [InlineData("sigmoid", 3.0, 10, "Schedule: sigmoid, cap 0.85, growth 3, 10 cycles")]
    [InlineData("linear", null, 1, "Schedule: linear, cap 0.85, 1 cycle")]
    public void The_title_names_the_curve(string curve, double? growth, int cycles, string title)
    {
        Figure figure = SchedulePlot.Draw(curve, 0.85, growth, cycles, Run.Steps, Run.Target!);

        Assert.Contains($">{title}</text>", figure.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thumbnail_is_a_shape_without_words_or_paper()
    {
        Figure figure = SchedulePlot.Thumbnail("sigmoid", Run.Steps, Run.Target!);
        XElement svg = XElement.Parse(figure.ToSvg());
        using SKBitmap image = Pixels.Decode(figure.ToPng());

        Assert.Equal("sigmoid", svg.Elements().First().Value);
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "text");
        Assert.Equal((480, 240), (image.Width, image.Height));
        Assert.Equal(0, image.GetPixel(2, 2).Alpha);
        Assert.True(Pixels.Ink(image, new SKRectI(12, 12, 468, 228)) > 1000);
    }

    [Fact]
    public void One_step_is_drawn_as_well()
    {
        HardnessSeries one = Samples.Cyclic(1, 1);

        using SKBitmap image = Pixels.Decode(SchedulePlot.Draw("sigmoid", 0.85, 3, 1, one.Steps, one.Target!).ToPng());

        Assert.True(Pixels.Ink(image, new SKRectI(700, 100, 900, 690)) > 50);
        Assert.NotEmpty(SchedulePlot.Thumbnail("sigmoid", one.Steps, one.Target!).ToPng());
    }
}
