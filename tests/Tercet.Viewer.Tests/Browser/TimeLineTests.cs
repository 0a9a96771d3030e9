using Tercet.Testing;

namespace Tercet.Viewer.Tests.Browser;

[Collection(BrowserTests.Name)]
public class TimeLineTests(Chromium chromium)
{
    private const string Step = ".now h3";

    [Fact]
    public async Task DraggingMovesAlongTheRunAndTheAddressFollows()
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/", [SampleRuns.OfImages(folder)]);
        await visit.WaitFor("!document.querySelector('.progress')");
        Assert.StartsWith("Step 0", await visit.Text(Step), StringComparison.Ordinal);

        var box = (await visit.Page.Locator(".scrub").BoundingBoxAsync())!;
        await visit.Page.Mouse.MoveAsync(box.X + 10, box.Y + box.Height / 2);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2, new() { Steps = 20 });
        await visit.Page.Mouse.UpAsync();

        await visit.WaitFor("Math.abs(new URL(location).searchParams.get('step') - 1000) < 60");
        var step = new Uri(visit.Page.Url).Query.Split("step=")[1].Split('&')[0];
        Assert.StartsWith($"Step {int.Parse(step, System.Globalization.CultureInfo.InvariantCulture):N0}", await visit.Text(Step), StringComparison.Ordinal);
        await visit.WaitFor("[...document.querySelectorAll('.now img')].every(image => image.complete && image.naturalWidth > 0)");
        Assert.Equal(3, await visit.Page.Locator(".now img").CountAsync());
    }

    [Fact]
    public async Task KeysMoveZoomAndEnlarge()
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/?step=10", [SampleRuns.OfTexts(folder)]);
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 10')");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 11')");
        await visit.Page.Keyboard.PressAsync("+");
        await visit.WaitFor("new URL(location).searchParams.get('zoom') === '2' && new URL(location).searchParams.get('step') === '11'");
        Assert.Equal("0149", string.Concat((await visit.Page.Locator(".chart .axis.x span").AllTextContentsAsync()).Where((_, i) => i != 1)));
        await visit.Page.Keyboard.PressAsync("0");
        await visit.WaitFor("!new URL(location).searchParams.has('zoom')");
        await visit.Page.Keyboard.PressAsync("End");
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 299')");
        await visit.Page.Keyboard.PressAsync("Home");
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 0')");

        foreach (var (key, role) in new[] { ("1", "anchor"), ("2", "positive"), ("3", "negative") })
        {
            await visit.Page.Keyboard.PressAsync(key);
            await visit.WaitFor($"document.querySelector('.overlay .role')?.textContent === '{role}'");
            await visit.Page.Keyboard.PressAsync("Escape");
            await visit.WaitFor("!document.querySelector('.overlay')");
        }
        await visit.Page.Keyboard.PressAsync("?");
        await visit.WaitFor("document.querySelector('.overlay .keys')?.textContent.includes('enlarge the negative')");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.WaitFor("!document.querySelector('.overlay')");
    }

    [Fact]
    public async Task AnAddressHoldsThePlace()
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/?run=0&step=123&zoom=4", [SampleRuns.OfTexts(folder)]);
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 123')");
        Assert.Equal("86 to 160", string.Join(" to ", (await visit.Page.Locator(".chart .axis.x span").AllTextContentsAsync()).Where((_, i) => i != 1)));
        Assert.Contains("current", await visit.Page.Locator(".row", new() { HasText = "123" }).First.GetAttributeAsync("class"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListIsScrolledAndARowChosen()
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/", [SampleRuns.OfTexts(folder)]);
        await visit.Page.EvaluateAsync("document.getElementById('steps').scrollTop = 200 * 84");
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Go to step 201", Exact = true }).ClickAsync();
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 201')");
    }

    [Fact]
    public async Task BatchesAreShownByGroup()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTexts(folder, options: new BatchOptions { ClassesPerBatch = 4, SamplesPerClass = 2, GroupSize = 2 });
        await using var visit = await Visit.Start(chromium, "/", [run]);
        await visit.WaitFor("document.querySelectorAll('.now .group').length === 2");
        Assert.Equal(8, await visit.Page.Locator(".now .item").CountAsync());
    }

    [Fact]
    public async Task EveryNegativeOfAStepIsShown()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTexts(folder, options: new TripletOptions { TripletsPerEpoch = 50, Negatives = 4 });
        await using var visit = await Visit.Start(chromium, "/?step=7", [run]);
        await visit.WaitFor("document.querySelectorAll('.now .wall .item').length === 4");
        var triplets = TripletReader.Read(Path.Combine(run, "train.parquet")).Where(row => row.Triplet.Step == 7);
        Assert.Equal(triplets.Select(row => row.NegativeFile), await visit.Page.Locator(".now .wall .key").AllTextContentsAsync());
    }

    [Theory]
    [InlineData(TableFormat.Csv)]
    [InlineData(TableFormat.Jsonl)]
    public async Task EveryFormatIsRead(TableFormat format)
    {
        using var folder = new TempFolder();
        await using var visit = await Visit.Start(chromium, "/?step=7", [SampleRuns.OfTexts(folder, format: format)]);
        await visit.WaitFor("document.querySelector('.now h3').textContent.includes('Step 7')");
        Assert.Contains("<b>markup</b>", await visit.Text(".now blockquote"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunWithoutItsDataIsShownAsItsFileHasIt()
    {
        using var folder = new TempFolder();
        var run = SampleRuns.OfTexts(folder);
        File.Delete(folder["items.csv"]);
        await using var visit = await Visit.Start(chromium, "/?step=7", [run]);
        await visit.WaitFor("document.querySelector('.now .label')?.textContent.includes('topic')");
        Assert.Contains("items.csv: not found", await visit.Text(".notice"), StringComparison.Ordinal);
    }
}
