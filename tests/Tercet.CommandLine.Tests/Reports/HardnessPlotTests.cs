using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

public class HardnessPlotTests
{
    private static readonly HardnessSeries Run = Samples.Cyclic(10_000);

    private static readonly HardnessSeries[] Eight =
    [
        Samples.Cyclic(7_000, 7, "cyclic sequence"), Samples.Constant(7_000, 0, "easiest"), Samples.Constant(7_000, 1, "hardest"),
        Samples.Constant(7_000, 0.85, "constant 0.85"), Samples.Constant(7_000, 0, "constant 0"),
        Samples.Cyclic(7_000, 70, "many cycles"), Samples.Cyclic(7_000, 1, "one rise"), Samples.Constant(7_000, 1, "constant 1"),
    ];

    [Fact]
    public void The_picture_has_twice_the_logical_size()
    {
        using SKBitmap image = Pixels.Decode(HardnessPlot.Draw(Run, size: new PlotSize(500, 300)).ToPng());

        Assert.Equal((1000, 600), (image.Width, image.Height));
    }

    [Theory]
    [InlineData("title", 30, 30, 500, 70)]
    [InlineData("legend", 80, 80, 160, 110)]
    [InlineData("label of the steps", 780, 750, 900, 790)]
    [InlineData("label of the hardness", 24, 220, 52, 600)]
    [InlineData("ticks of the hardness", 70, 130, 110, 690)]
    [InlineData("ticks of the steps", 380, 710, 480, 745)]
    public void There_is_text_where_a_reader_looks_for_it(string what, int left, int top, int right, int bottom)
    {
        using SKBitmap image = Pixels.Decode(HardnessPlot.Draw(Run).ToPng());

        int ink = Pixels.Ink(image, new SKRectI(left, top, right, bottom));

        Assert.True(ink > 100, $"{what}: {ink} dark pixels");
    }

    [Fact]
    public void Same_series_same_bytes_in_whatever_order_they_are_rendered()
    {
        Figure first = HardnessPlot.Draw(Run), second = HardnessPlot.Draw(Run);
        string svg = first.ToSvg();
        byte[] png = first.ToPng();

        Assert.Equal(png, second.ToPng());
        Assert.Equal(svg, second.ToSvg());
        Assert.Equal(png, first.ToPng());
        Assert.Equal(HardnessPlot.Overlay(Eight).ToPng(), HardnessPlot.Overlay(Eight).ToPng());
    }

    [Fact]
    public void The_svg_is_xml_with_its_words_and_both_series()
    {
        XElement svg = XElement.Parse(HardnessPlot.Draw(Run).ToSvg());
        string[] words = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        string[] strokes = [.. svg.Descendants().Select(e => (string?)e.Attribute("stroke") ?? "")];

        Assert.Contains("Hardness over the sequence", words);
        Assert.Contains("target", words);
        Assert.Contains("actual", words);
        Assert.Contains("one dot per triplet, 4,000 of 10,000 shown", words);
        Assert.Contains("10,000", words);
        Assert.Contains("#0072B2", strokes);
        Assert.Contains("#D55E00", strokes);
        Assert.DoesNotContain(svg.Descendants(), e => e.Attribute("id") is not null);
    }

    [Fact]
    public void Text_in_the_svg_keeps_its_room_in_any_font()
    {
        XElement svg = XElement.Parse(HardnessPlot.Draw(Run).ToSvg());

        Assert.All(svg.Descendants().Where(e => e.Name.LocalName == "text"), text =>
        {
            Assert.True(double.TryParse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture, out _));
            Assert.True(double.Parse(text.Attribute("textLength")!.Value, CultureInfo.InvariantCulture) > 0);
            Assert.EndsWith("sans-serif", text.Attribute("font-family")!.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_name_too_long_for_the_picture_is_shortened()
    {
        XElement svg = XElement.Parse(
            HardnessPlot.Overlay([Run with { Name = string.Concat(Enumerable.Repeat("run ", 60)) }, Run]).ToSvg());

        XElement name = svg.Descendants()
            .Single(e => e.Name.LocalName == "text" && e.Value.StartsWith("run run", StringComparison.Ordinal));
        Assert.EndsWith("…", name.Value, StringComparison.Ordinal);
        Assert.InRange(double.Parse(name.Attribute("x")!.Value, CultureInfo.InvariantCulture) + double.Parse(
            name.Attribute("textLength")!.Value, CultureInfo.InvariantCulture), 700, 784);
    }

    [Theory]
    [InlineData(10_000, 10)]
    [InlineData(1_000_000, 10)]
    [InlineData(1_000_000, 1_000)]
    public void The_svg_stays_small_however_long_the_run(int triplets, int cycles)
    {
        HardnessSeries run = Samples.Cyclic(triplets, cycles);

        Assert.InRange(HardnessPlot.Draw(run).ToSvg().Length, 10_000, 300_000);
        Assert.InRange(HardnessPlot.Overlay([run, run, run, run, run, run, run, run]).ToSvg().Length, 10_000, 600_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    public void A_few_triplets_show_each_as_a_dot(int triplets)
    {
        HardnessSeries run = Samples.Cyclic(triplets, 1);

        Assert.Contains(">one dot per triplet<", HardnessPlot.Draw(run).ToSvg(), StringComparison.Ordinal);
        Assert.NotEmpty(HardnessPlot.Overlay([run, Samples.Constant(triplets, 1, "hardest")]).ToPng());
    }

    [Fact]
    public void Without_a_target_none_is_in_the_legend()
    {
        string svg = HardnessPlot.Draw(Run with { Target = null }).ToSvg();

        Assert.DoesNotContain(">target<", svg, StringComparison.Ordinal);
        Assert.Contains(">actual<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_strategy_is_named_and_has_a_colour_of_its_own()
    {
        string svg = HardnessPlot.Overlay(Eight).ToSvg();

        Assert.All(Eight, s => Assert.Contains($">{s.Name}<", svg, StringComparison.Ordinal));
        Assert.Equal(8, Enumerable.Range(0, 8).Select(Palette.OfSeries).Distinct().Count());
    }

    [Fact]
    public void Lines_in_one_place_share_it()
    {
        HardnessSeries[] both = [Samples.Constant(7_000, 0, "easiest"), Samples.Constant(7_000, 0, "constant 0")];
        using SKBitmap image = Pixels.Decode(HardnessPlot.Overlay(both).ToPng());
        (int Blue, int Orange) seen = default;
        for (int x = 150; x < 1500; x++)
            for (int y = 640; y < 700; y++)
            {
                seen.Blue += image.GetPixel(x, y) == Palette.Blue.ToSKColor() ? 1 : 0;
                seen.Orange += image.GetPixel(x, y) == Palette.Orange.ToSKColor() ? 1 : 0;
            }

        Assert.InRange((double)seen.Blue / seen.Orange, 0.8, 1.25);
    }
}
