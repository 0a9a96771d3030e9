using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

public partial class HtmlReportTests
{
    private const string Hostile = "<script>alert('1')</script> & \"friends\"";

    private static readonly byte[] Picture = SchedulePlot.Thumbnail("picture", [0, 1], [0, 1]).ToPng();

    private static readonly ReportModel Model = new()
    {
        Title = Hostile,
        Summary = Hostile,
        Facts = [("Training triplets", "10,000"), (Hostile, Hostile)],
        Notes = ["3 files could not be read", Hostile],
        HardnessSvg = HardnessPlot.Draw(Samples.Cyclic(1_000)).ToSvg(),
        HardnessRows = [new("0–10 %", 0.0834, 0.0714), new("10–20 %", null, 0.2), new("20–30 %", 0.3, 0.3301)],
        Coverage = [("Classes that serve as anchor", "62 of 62")],
        Triplets =
        [
            new(1250, 0.5, 0.4875, new(Hostile, Picture), new("d", Picture), new("b", Picture)),
            new(2500, null, 1, new("no picture"), new("d"), new("b")),
        ],
        Options = [("curve", "sigmoid"), (Hostile, Hostile)],
        Next = [("tercet train runs/a --name " + Hostile, "Train on it")],
    };

    [Fact]
    public void The_page_is_well_formed_once_its_void_elements_are_closed()
    {
        XElement page = Parse(HtmlReport.Render(Model));
        string[] headings = [.. page.Descendants("h2").Select(h => h.Value)];

        Assert.Equal(
            ["Notes", "Summary", "Hardness", "Coverage", "Triplets along the sequence", "Next", "Options"], headings);
        Assert.Single(page.Descendants(), e => e.Name.LocalName == "svg");
    }

    [Fact]
    public void Names_may_be_any_text()
    {
        string html = HtmlReport.Render(Model);
        XElement page = Parse(html);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Hostile, page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("figcaption"), c => c.Value.EndsWith(Hostile, StringComparison.Ordinal));
        Assert.Contains(page.Descendants("img"), i => i.Attribute("alt")!.Value == "anchor: " + Hostile);
        Assert.Contains(page.Descendants("code"), c => c.Value.EndsWith(Hostile, StringComparison.Ordinal));
    }

    [Fact]
    public void Pictures_travel_in_the_page()
    {
        XElement page = Parse(HtmlReport.Render(Model));
        string source = "data:image/png;base64," + Convert.ToBase64String(Picture);

        Assert.Equal(3, page.Descendants("img").Count(i => i.Attribute("src")!.Value == source));
        Assert.Equal(6, page.Descendants("figcaption").Count());
    }

    [Fact]
    public void Nothing_is_fetched_and_nothing_runs()
    {
        string html = HtmlReport.Render(Model);

        Assert.DoesNotMatch(Fetching(), html);
    }

    [Fact]
    public void Hardness_is_compared_part_by_part()
    {
        XElement page = Parse(HtmlReport.Render(Model));
        string[][] rows =
            [.. page.Descendants("tbody").Single().Elements("tr").Select(r => r.Elements().Select(c => c.Value).ToArray())];

        Assert.Equal(["0–10 %", "0.083", "0.071", "−0.012"], rows[0]);
        Assert.Equal(["10–20 %", "–", "0.200", "–"], rows[1]);
        Assert.Equal(["20–30 %", "0.300", "0.330", "+0.030"], rows[2]);
    }

    [Fact]
    public void The_figure_takes_the_colours_of_a_dark_page()
    {
        string html = HtmlReport.Render(Model), svg = Model.HardnessSvg!;

        Assert.All(DarkRule().Matches(html), rule => Assert.Contains(rule.Groups[1].Value, svg, StringComparison.Ordinal));
        Assert.Equal(6, DarkRule().Count(html));
    }

    [Fact]
    public void A_section_without_content_is_left_out()
    {
        XElement page = Parse(HtmlReport.Render(new ReportModel { Title = "Empty" }));

        Assert.Empty(page.Descendants("section"));
    }

    [Fact]
    public void Same_model_same_bytes() => Assert.Equal(HtmlReport.Render(Model), HtmlReport.Render(Model with { }));

    private static XElement Parse(string html) =>
        XElement.Parse(VoidElement().Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "$1/>"));

    [GeneratedRegex("(<(?:meta|img)\\b[^>]*)>")]
    private static partial Regex VoidElement();

    [GeneratedRegex("<link|<iframe|@import|url\\(|src=\"(?!data:)|href=|\\son\\w+=", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();

    [GeneratedRegex("\\.plot \\[((?:fill|stroke)=\"[^\"]+\")\\]")]
    private static partial Regex DarkRule();
}
