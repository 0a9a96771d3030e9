using System.Runtime.InteropServices;
using Tercet.CommandLine;
using Tercet.Testing;
using Tercet.Viewer.Tests.Commands;

namespace Tercet.Viewer.Tests.Browser;

[Collection(BrowserTests.Name)]
public class ReviewTests(Chromium chromium)
{
    private const string Ready = "document.querySelector('.suspect .item') && document.querySelector('h1 small').textContent.includes('all ')";

    [Fact]
    public async Task AMarkIsOnTheDiskAtOnceAndInASecondTab()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.WithLabelErrors(folder);
        await using var visit = await Visit.Start(chromium, "/suspects", [run]);
        await visit.WaitFor(Ready);
        var tab = await visit.NewTab("/marks");
        var wrong = await visit.Text(".suspect .item .key");

        await visit.Page.Keyboard.PressAsync("w");
        await visit.WaitFor("document.querySelector('.status').textContent.includes('wrong label')");
        Assert.Equal($"item,class,was\n{wrong},,{SampleRuns.WrongLabelOf(wrong)}\n", ContentOf(run, "relabel.csv"));
        await tab.Locator(".marks .key", new() { HasText = wrong }).WaitForAsync();

        var first = await visit.Text(".suspect .item .key");
        var second = await visit.Text(".suspect .item:nth-child(2) .key");
        await visit.Page.Keyboard.PressAsync("s");
        await visit.WaitFor("document.querySelector('.status').textContent.includes('same thing')");
        Assert.Equal($"anchor,negative\n{first},{second}\n", ContentOf(run, "exclusions.csv"));
        await visit.Page.Keyboard.PressAsync("u");
        await visit.WaitFor("document.querySelector('.status').textContent.includes('Taken back')");
        Assert.Equal("anchor,negative\n", ContentOf(run, "exclusions.csv"));
        Assert.Equal(first, await visit.Text(".suspect .item .key"));

        await visit.Page.Keyboard.PressAsync("f");
        await visit.WaitFor("document.querySelector('.status').textContent.includes('fine')");
        Assert.Equal($"anchor,negative\n{first},{second}\n", ContentOf(run, "reviewed.csv"));
        await tab.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Take back" }).Last.ClickAsync();
        await Visit.WaitFor(tab, "document.querySelectorAll('.marks tbody tr').length === 1");
        Assert.Equal("anchor,negative\n", ContentOf(run, "reviewed.csv"));
    }

    [Fact]
    public async Task PlantedErrorsComeFirstAndTheRunIsMinedAgainWithoutThem()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.WithLabelErrors(folder);
        await using var visit = await Visit.Start(chromium, "/suspects", [run]);
        await visit.WaitFor(Ready);
        for (var i = 1; i <= SampleRuns.WrongLabels; i++)
        {
            await visit.Page.Keyboard.PressAsync("r");
            await visit.WaitFor($"document.querySelector('nav').textContent.includes('({i})')");
        }
        var marked = DelimitedFile.Read(Path.Combine(run, "relabel.csv")).Rows;
        Assert.Equal(SampleRuns.WrongItems.Order(), marked.Select(row => row[0]).Order());
        Assert.All(marked, row => Assert.Equal(SampleRuns.RightLabelOf(row[0]), row[1]));

        var again = SampleRuns.MineAgain(folder, Path.Combine(run, "relabel.csv"));
        Assert.DoesNotContain(TripletReader.Read(Path.Combine(again, "train.parquet")), row => row.AnchorFile is { } file
            && SampleRuns.WrongItems.Contains(file) && row.Triplet.AnchorClass == SampleRuns.WrongLabelOf(file));
    }

    [Fact]
    public async Task AKilledViewerLosesNoMark()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.WithLabelErrors(folder);
        string wrong;
        using (var process = new ViewProcess(run, "--no-open"))
        {
            var visit = await Visit.Open(chromium, await process.Address(), "/suspects");
            await visit.WaitFor(Ready);
            wrong = await visit.Text(".suspect .item .key");
            await visit.Page.Keyboard.PressAsync("w");
            await visit.WaitFor("document.querySelector('.status').textContent.includes('wrong label')");
            process.Kill();
            await visit.Page.GetByText("The viewer does not answer").WaitForAsync();
            visit.ExpectFaults();
            await visit.DisposeAsync();
        }
        using (var process = new ViewProcess(run, "--no-open"))
        {
            await using var visit = await Visit.Open(chromium, await process.Address(), "/marks");
            await visit.WaitFor("document.querySelectorAll('.marks tbody tr').length === 1");
            Assert.Contains(wrong, await visit.Text(".marks tbody"), StringComparison.Ordinal);
            process.Send(PosixSignal.SIGINT);
            Assert.Equal(ExitCodes.Done, await process.End());
            visit.ExpectFaults();
        }
    }

    [Fact]
    public async Task PairsAreJudgedWithoutLabels()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfPairs(folder);
        await using var visit = await Visit.Start(chromium, "/suspects", [run]);
        await visit.WaitFor(Ready);
        Assert.Contains("passage", await visit.Text(".reason"), StringComparison.Ordinal);
        var query = await visit.Text(".suspect .item .key");
        var passage = await visit.Text(".suspect .item:nth-child(2) .key");
        await visit.Page.Keyboard.PressAsync("w"); // not for pairs
        await visit.Page.Keyboard.PressAsync("s");
        await visit.WaitFor("document.querySelector('.status').textContent.includes('relevant too')");
        Assert.Equal($"anchor,negative\n{query},{passage}\n", ContentOf(run, "exclusions.csv"));
        Assert.False(File.Exists(Path.Combine(run, "relabel.csv")));
    }

    private static string ContentOf(string run, string file) => File.ReadAllText(Path.Combine(run, file));
}
