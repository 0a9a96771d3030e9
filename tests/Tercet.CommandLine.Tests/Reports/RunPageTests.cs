using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tercet.CommandLine.Findings;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Tests.Findings;

namespace Tercet.CommandLine.Tests.Reports;

public partial class RunPageTests
{
    private const string Hostile = "<script>alert('1')</script> & \"friends\"";

    private static readonly byte[] Picture = SchedulePlot.Thumbnail("picture", [0, 1], [0, 1]).ToPng();

    private static readonly HardnessSeries Series = Samples.Cyclic(1_000);

    private static readonly ReportModel Model = new()
    {
        Title = Hostile,
        Summary = Hostile,
        Verdict = ["Hardness followed its target.", Hostile],
        KeyFigures = [("triplets", "10,000"), (Hostile, Hostile)],
        Hardness = PageFigure.Of(narrow => HardnessPlot.Draw(Series, size: narrow ? PlotSize.Narrow : null)),
        HardnessTable = new(["Part of the cycle", "Actual (mean)"], [["0–10 %", "0.071"], ["10–20 %", "0.200"]]) { IsNarrow = true },
        Findings = Findings(new(Hostile, Picture)),
        Violating = 12,
        Distances = PageFigure.Of(narrow => DistancePlot.Draw(
            Distances(), [("d_ap", Palette.Blue), ("d_an", Palette.Orange)], "Distances", "Distance", narrow)),
        Coverage = [("classes as anchor", "62 of 62")],
        Notes = ["3 files could not be read", Hostile],
        Options = [("curve", "sigmoid"), (Hostile, Hostile)],
        Inputs = [("data", Hostile)],
        Next = [("tercet train runs/a --name " + Hostile, "Train on it")],
    };

    [Fact]
    public void Pictures_come_before_tables_and_options_last()
    {
        string html = RunPage.Render(Model);
        XElement page = Page.Parse(html);

        Assert.Equal(
            ["Hardness", "Triplets from easy to hard", "Hardest triplets", "Negative nearer than positive",
                "Classes most often confused", "Distances", "Coverage", "Skipped, and notes", "Next", "Options and inputs"],
            page.All("h2").Select(heading => heading.Value));
        Assert.True(html.IndexOf("<svg", StringComparison.Ordinal) < html.IndexOf("<table", StringComparison.Ordinal));
        Assert.True(html.IndexOf("class=\"verdict\"", StringComparison.Ordinal) < html.IndexOf("<svg", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_may_be_any_text()
    {
        string html = RunPage.Render(Model);
        XElement page = Page.Parse(html);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Hostile, page.All("h1").Single().Value);
        Assert.Contains(page.All("figcaption"), caption => caption.Value.EndsWith(Hostile, StringComparison.Ordinal));
        Assert.Contains(page.All("img"), image => image.Attribute("alt")!.Value == "anchor: " + Hostile);
        Assert.Contains(page.All("code"), code => code.Value.EndsWith(Hostile, StringComparison.Ordinal));
        Assert.Contains(page.All("th"), cell => cell.Value == Hostile);
        Assert.Contains(page.All("text"), text => text.Elements().Any(title => title.Value == Hostile));
    }

    [Fact]
    public void A_card_has_pictures_labels_distances_rank_and_step()
    {
        XElement card = Page.Parse(RunPage.Render(Model)).All("article").First();

        Assert.Equal(
            ["Step 1,250target 0.500, actual 0.488", "d_ap 0.250, d_an 1.500, rank 7"], card.All("p").Select(text => text.Value));
        string source = "data:image/png;base64," + Convert.ToBase64String(Picture);
        Assert.All(card.All("img"), image => Assert.Equal(source, image.Attribute("src")!.Value));
        Assert.Equal(["anchor " + Hostile, "positive d", "negative b"], card.All("figcaption").Select(caption => caption.Value));
    }

    [Fact]
    public void Doubtful_items_are_named_by_their_files()
    {
        XElement[] paragraphs = [.. Page.Parse(RunPage.Render(Model)).All("p")];

        Assert.Single(paragraphs, paragraph => paragraph.Value == $"anchor a.png, positive b.png, negative {Hostile}");
    }

    [Fact]
    public void Nothing_is_fetched_and_nothing_runs() => Assert.DoesNotMatch(Page.Fetching(), RunPage.Render(Model));

    [Fact]
    public void Every_drawing_can_be_read_out()
    {
        XElement[] drawings = [.. Page.Parse(RunPage.Render(Model)).All("svg")];

        Assert.Equal(5, drawings.Length); // two of hardness and of distances, wide and narrow, and one map
        Assert.All(drawings, svg =>
        {
            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.NotEqual("", svg.Elements().First(element => element.Name.LocalName == "title").Value);
            Assert.NotEqual("", svg.Elements().First(element => element.Name.LocalName == "desc").Value);
        });
    }

    [Fact]
    public void The_cells_of_a_table_say_what_they_are_where_they_are_stacked()
    {
        XElement table = Page.Parse(RunPage.Render(Model)).All("table")
            .First(element => element.Attribute("class")!.Value == "numbers stack");
        string[] columns = [.. table.All("thead").Single().All("th").Select(cell => cell.Value)];

        Assert.Equal(["Anchor", "Negative", "Triplets", "Mean d_an", "Nearer than the positive"], columns);
        Assert.All(table.All("tbody").Single().All("tr"), row =>
            Assert.Equal(columns, row.Elements().Select(cell => cell.Attribute("data-label")!.Value)));
    }

    [Fact]
    public void Counts_that_are_lower_bounds_say_so()
    {
        var confusions = new ClassConfusions(maxPairs: 2);
        for (var i = 0; i < 40; i++)
            confusions.Add("often", i % 2 == 0 ? "near" : $"c{i}", 1);
        string html = RunPage.Render(Model with { Findings = Model.Findings! with { Confusions = confusions } });

        Assert.Contains("counts are lower bounds, short by at most ", html, StringComparison.Ordinal);
        Assert.Contains(Page.Parse(html).All("td"), cell => cell.Value.StartsWith("≥ ", StringComparison.Ordinal));
        Assert.DoesNotContain("lower bounds", RunPage.Render(Model), StringComparison.Ordinal);
    }

    [Fact]
    public void The_figures_take_the_colours_of_a_dark_page()
    {
        string html = RunPage.Render(Model), svg = Model.Hardness!.Svg + Model.Distances!.Svg;

        Assert.All(DarkRule().Matches(html), rule => Assert.Contains(rule.Groups[1].Value, svg, StringComparison.Ordinal));
        Assert.Equal(9, DarkRule().Count(html));
        foreach (var (light, dark) in DarkColors.OfLight)
        {
            Assert.Contains(dark, html, StringComparison.OrdinalIgnoreCase); // page.css has the same colours
            Assert.Contains($"=\"{light}\"", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_drawing_of_its_own_has_a_dark_variant()
    {
        string dark = HardnessPlot.Draw(Series).ToDarkSvg();

        Assert.All(DarkColors.OfLight, pair =>
        {
            Assert.DoesNotContain($"=\"{pair.Key}\"", dark, StringComparison.Ordinal);
            Assert.Contains($"=\"{pair.Value}\"", dark, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_section_without_content_is_left_out()
    {
        Assert.Empty(Page.Parse(RunPage.Render(new ReportModel { Title = "Empty" })).All("section"));
        var findings = Model.Findings! with { Doubtful = [], Confusions = new ClassConfusions() };
        Assert.DoesNotContain("Negative nearer", RunPage.Render(Model with { Findings = findings }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_pair_of_classes_has_a_map()
    {
        var confusions = new ClassConfusions();
        confusions.Add("a", "b", 0.5);
        Assert.Contains("b for a: 1", ConfusionMap.Draw(confusions), StringComparison.Ordinal);
        Assert.Null(ConfusionMap.Draw(new ClassConfusions()));
    }

    [Fact]
    public void Same_model_same_bytes() => Assert.Equal(RunPage.Render(Model), RunPage.Render(Model with { }));

    private static RunFindings Findings(ExampleItem anchor)
    {
        var triplet = TripletSequences.Create(1250, 1, 2, Hostile, "b", 0.25, 1.5, 0.5, 0.4875, rank: 7);
        TripletExample example = new(triplet, anchor, new("d", Picture), new("b", Picture));
        TripletExample text = new(triplet, new("q1", null, Hostile), new("p1"), new("p2"));
        var confusions = new ClassConfusions();
        confusions.Add(triplet);
        return new RunFindings
        {
            Fit = new HardnessFit(),
            Confusions = confusions,
            Distances = Distances(),
            TripletBands = [new("Easy", [example]), new("Hard", [text])],
            Hardest = [example],
            Doubtful =
            [
                example with
                {
                    Anchor = anchor with { Key = "a.png" },
                    Positive = new("d") { Key = "b.png" },
                    Negative = new("b") { Key = Hostile },
                },
                text,
            ],
        };
    }

    private static DistanceHistogram Distances()
    {
        var distances = new DistanceHistogram(2);
        for (var i = 0; i < 100; i++)
        {
            distances.Add(0, i / 100.0);
            distances.Add(1, i / 50.0);
        }
        return distances;
    }

    [GeneratedRegex("\\.plot \\[((?:fill|stroke)=\"[^\"]+\")\\]")]
    private static partial Regex DarkRule();
}
