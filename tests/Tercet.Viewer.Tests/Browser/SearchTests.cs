using Tercet.Testing;

namespace Tercet.Viewer.Tests.Browser;

[Collection(BrowserTests.Name)]
public class SearchTests(Chromium chromium)
{
    [Fact]
    public async Task ItemsAreFoundByClassFileAndText()
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/search", [SampleRuns.OfTexts(folder)]);
        await visit.Page.GetByLabel("Class, file, id or text").FillAsync("topic C");
        await visit.WaitFor("document.querySelector('[role=status]')?.textContent === '5 found.'");
        await visit.Page.GetByLabel("Class, file, id or text").FillAsync("doc-017");
        await visit.WaitFor("document.querySelector('[role=status]')?.textContent === '1 found.'");
        await visit.Page.GetByLabel("Class, file, id or text").FillAsync("Text 42 about");
        await visit.WaitFor("document.querySelector('.wall .key')?.textContent === 'doc-042'");
        await visit.Page.GetByLabel("Class, file, id or text").FillAsync("topik C");
        await visit.WaitFor("document.querySelector('[role=status]')?.textContent.includes('Did you mean topic C?')");
    }

    [Fact]
    public async Task AnItemIsShownEverywhere()
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/item?set=items&row=17", [SampleRuns.OfTexts(folder)]);
        await visit.WaitFor("document.querySelectorAll('.wall .item').length === 24");
        var distances = await visit.Page.Locator(".wall .distance").AllTextContentsAsync();
        Assert.Equal(distances.Order(StringComparer.Ordinal), distances);
        Assert.DoesNotContain("doc-017", await visit.Page.Locator(".wall .key").AllTextContentsAsync());
        await visit.Page.Locator(".steps a").First.ClickAsync();
        await visit.WaitFor("[...document.querySelectorAll('.now .key')].some(key => key.textContent === 'doc-017')");
    }

    [Fact]
    public async Task TwoRunsAreCompared()
    {
        using var folder = new TempFolder();
        var random = SampleRuns.OfTexts(folder, "random", new TripletOptions { TripletsPerEpoch = 300, Selector = NegativeSelector.Random });
        await using var visit = await Visit.Start(chromium, "/compare", [SampleRuns.OfTexts(folder), random]);
        await visit.WaitFor("document.querySelectorAll('.two section').length === 2 && document.querySelectorAll('.two .card').length > 1");
        var anchors = await visit.Page.Locator(".two .item.anchor .key").AllTextContentsAsync();
        Assert.Single(anchors.Distinct());
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.WaitFor($"document.querySelector('.two .item.anchor .key').textContent !== '{anchors[0]}'");
        Assert.Single((await visit.Page.Locator(".two .item.anchor .key").AllTextContentsAsync()).Distinct());
        Assert.Equal(["run relative", "random random"], (await visit.Page.Locator(".two h2").AllTextContentsAsync()).Select(text => text.Trim()));
    }
}
