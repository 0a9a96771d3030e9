using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

public class FontsTests
{
    [Fact]
    public void ScottPlot_draws_with_the_embedded_faces_and_not_with_those_of_the_machine()
    {
        Fonts.Register();

        Assert.Equal(Fonts.Family, ScottPlot.Fonts.Default);
        Assert.Same(Fonts.Regular, ScottPlot.Fonts.GetTypeface(Fonts.Family, bold: false, italic: false));
        Assert.Same(Fonts.Semibold, ScottPlot.Fonts.GetTypeface(Fonts.Family, bold: true, italic: false));
    }

    [Fact]
    public void The_faces_hold_what_figures_write()
    {
        using SKFont font = Fonts.Regular.ToCrispFont(12);
        using SKFont semibold = Fonts.Semibold.ToCrispFont(12);

        Assert.True(font.ContainsGlyphs("Hardness (0 easiest, 1 hardest) 10,000 – − % ≥ é ß Ж Ω"));
        Assert.True(semibold.MeasureText("hardness") > font.MeasureText("hardness"));
    }
}
