using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Tercet.Testing;
using Tercet.Viewer.Components.Parts;
using Tercet.Viewer.Review;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Components;

public sealed class ComponentTests : IDisposable
{
    private readonly BunitContext _context = new();
    private readonly TempFolder _folder = new();
    private readonly RunSet _runs;

    public ComponentTests()
    {
        _runs = new RunSet(new ViewerOptions { Runs = [SampleRuns.OfTexts(_folder)] });
        _runs.Start();
        Assert.True(SpinWait.SpinUntil(() => _runs.All[0].IsLoaded, 20_000));
        _context.Services.AddSingleton(_runs);
    }

    private TripletTable Triplets => (TripletTable)_runs.All[0].Steps;

    [Fact]
    public void ATripletNamesItsItemsAndNumbers()
    {
        var entry = Triplets[5];
        var card = _context.Render<TripletCard>(parameters => parameters.Add(part => part.Number, 0).Add(part => part.Entry, entry));
        var items = _runs.All[0].Items;
        Assert.Equal(
            [items.KeyOf(entry.Anchor), items.KeyOf(entry.Positive), items.KeyOf(entry.Negative)],
            card.FindAll(".key").Select(key => key.TextContent));
        Assert.Equal($"d_ap {Numbers.Distance(entry.PositiveDistance)}", card.FindAll(".distance")[0].TextContent);
        Assert.Equal($"d_an {Numbers.Distance(entry.NegativeDistance)}", card.FindAll(".distance")[1].TextContent);
        Assert.Contains($"rank {entry.Rank}", card.Find("h3").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("blockquote b")); // markup in a text is text
    }

    [Fact]
    public void ATripletWhoseNegativeIsNearerSaysSo()
    {
        IRenderedComponent<TripletCard> Card(float negative) => _context.Render<TripletCard>(parameters => parameters
            .Add(part => part.Number, 0).Add(part => part.Entry, Triplets[0] with { PositiveDistance = 0.5f, NegativeDistance = negative }));
        Assert.Single(Card(0.4f).FindAll(".warn"));
        Assert.Empty(Card(0.5f).FindAll(".warn"));
    }

    [Fact]
    public void AChartDescribesWhatItShowsAndReportsMoves()
    {
        var moved = -1;
        var chart = _context.Render<HardnessChart>(parameters => parameters
            .Add(part => part.Steps, Triplets).Add(part => part.From, 100).Add(part => part.To, 200).Add(part => part.Current, 150)
            .Add(part => part.CurrentChanged, EventCallback.Factory.Create<int>(this, point => moved = point)));
        Assert.Contains("from step 100 to 199", chart.Find("svg desc").TextContent, StringComparison.Ordinal);
        var slider = chart.Find("input[type=range]");
        Assert.Equal(("100", "199", "150"), (slider.GetAttribute("min"), slider.GetAttribute("max"), slider.GetAttribute("value")));
        slider.Input("187");
        Assert.Equal(187, moved);
        Assert.Single(chart.FindAll("path.cursor"));
        chart.Render(parameters => parameters.Add(part => part.Current, 250));
        Assert.Empty(chart.FindAll("path.cursor"));
    }

    [Fact]
    public void AChartOfNoStepsIsEmpty()
    {
        var chart = _context.Render<HardnessChart>(parameters => parameters
            .Add(part => part.Steps, new TripletTable()).Add(part => part.From, 0).Add(part => part.To, 1));
        Assert.Equal("No steps yet.", chart.Find("svg desc").TextContent);
        Assert.Equal("", chart.Find("path.actual").GetAttribute("d"));
    }

    [Fact]
    public void ColumnsOfACurveAreTheirPointsMeansAndExtremes()
    {
        var table = new TripletTable();
        for (var i = 0; i < 4000; i++) // ten points in each of 400 columns
            table.Add(new Triplet(i, 0, 0, 0, 1, 2, "a", "b", 1, 1, i % 10 / 10.0, i % 10 / 20.0, 1));
        var path = CurvePath.Draw(table, 0, 4000);
        Assert.All(path.Actual.Split('M', 'L').Skip(1), point => Assert.EndsWith(" 155", point, StringComparison.Ordinal)); // 0.225
        Assert.All(path.Target.Split('M', 'L').Skip(1), point => Assert.EndsWith(" 110", point, StringComparison.Ordinal)); // 0.45
        var range = path.Range.TrimEnd('Z').Split('M', 'L').Skip(1).ToList();
        Assert.Equal(800, range.Count);
        Assert.All(range.Take(400), point => Assert.EndsWith(" 110", point, StringComparison.Ordinal)); // the greatest, 0.45
        Assert.All(range.Skip(400), point => Assert.EndsWith(" 200", point, StringComparison.Ordinal)); // the least, 0
    }

    [Fact]
    public void TheNextCommandNamesTheFilesOfTheMarksThereAre()
    {
        var run = _runs.All[0];
        var next = _context.Render<NextCommand>(parameters => parameters.Add(part => part.Run, run));
        Assert.Contains("nothing: no mark changes what is mined", next.Find("code.add").TextContent, StringComparison.Ordinal);
        run.Marks.Add(new Mark(MarkKind.Fine, "doc-000", "doc-001"));
        run.Marks.Add(new Mark(MarkKind.WrongLabel, "doc-002", "", "topic A"));
        next.Render();
        Assert.Equal($"--relabel {Path.Combine(run.Folder, "relabel.csv")}", next.Find("code.add").TextContent);
        run.Marks.Add(new Mark(MarkKind.SameThing, "doc-003", "doc-010"));
        next.Render();
        Assert.StartsWith($"--exclude {Path.Combine(run.Folder, "exclusions.csv")} --relabel", next.Find("code.add").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void AChartOfEpochsLeavesOutWhatIsNoNumber()
    {
        var chart = _context.Render<EpochChart>(parameters => parameters
            .Add(part => part.Title, "Loss").Add(part => part.Values, [4.0, double.NaN, 2.0, 0.0]));
        Assert.Equal("M0 0L200 50L300 100", chart.Find("path.actual").GetAttribute("d"));
        Assert.Contains("from 0 to 4", chart.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.00012, "1.2e-4")]
    [InlineData(0.5, "0.500")]
    [InlineData(12345.6, "12,346")]
    [InlineData(double.NaN, "–")]
    public void DistancesAreShownWithAsManyDigitsAsTheyNeed(double value, string shown) => Assert.Equal(shown, Numbers.Distance(value));

    public void Dispose()
    {
        _context.Dispose();
        _runs.Dispose();
        _folder.Dispose();
    }
}
