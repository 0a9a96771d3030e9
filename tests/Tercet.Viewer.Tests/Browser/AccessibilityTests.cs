using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Tercet.Testing;

namespace Tercet.Viewer.Tests.Browser;

[Collection(BrowserTests.Name)]
public class AccessibilityTests(Chromium chromium)
{
    private static readonly string[] Paths =
        ["/", "/suspects", "/marks", "/search?q=topic", "/item?set=items&row=3", "/compare?run=0&with=1", "/training?run=2", "/not-there"];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task NoPageHasASeriousFaultOrIsCut(ColorScheme scheme, int width)
    {
        using var folder = new TempFolder();
        var batches = SampleRuns.OfTexts(folder, "batches", new BatchOptions { ClassesPerBatch = 4, SamplesPerClass = 2 });
        var training = SampleRuns.OfTraining(folder);
        SampleRuns.AddEpochs(training, "healthy", "healthy");
        SampleRuns.AddLatestTriplets(folder, training);
        var run = SampleRuns.WithLabelErrors(folder);
        File.WriteAllText(Path.Combine(run, "relabel.csv"), "item,class,was\nitem-01,,kind A\n");
        var options = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 844 } };
        await using var visit = await Visit.Start(chromium, "/", [run, batches, training], options);
        var faults = new List<string>();
        foreach (var path in Paths.Append("/?run=1").Append("keys"))
        {
            if (path == "keys")
                await visit.Page.Keyboard.PressAsync("?");
            else
                await visit.Go(path);
            await visit.Page.WaitForTimeoutAsync(500);
            var result = await visit.Page.RunAxe();
            faults.AddRange(result.Violations.Where(fault => fault.Impact is "serious" or "critical").Select(fault =>
                $"{path}: {fault.Id}, {fault.Help}: {string.Join(" | ", fault.Nodes.Select(node => node.Html))}"));
            var overflow = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0)
                faults.Add($"{path}: {overflow} pixels are cut off at {width}");
        }
        visit.ExpectFaults("404"); // of the page that is not there
        Assert.Empty(faults);
    }
}
