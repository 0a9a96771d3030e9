using Microsoft.Playwright;

namespace Tercet.Viewer.Tests.Browser;

/// <summary>
/// Takes the pictures of the docs, on request alone:
/// <c>VIEWER_RUNS="DEMO/run DEMO2/run ERRORS/run" dotnet run --project tests/Tercet.Viewer.Tests -- -explicit only</c>,
/// with two runs of the demo set and one of the set that <c>docs/evidence/label_errors.py</c> makes.
/// </summary>
[Collection(BrowserTests.Name)]
public class Screenshots(Chromium chromium)
{
    private static readonly (string Name, string Path, int Width, int Height)[] Pictures =
    [
        ("view-timeline", "/?run=0&step=4820", 1100, 760),
        ("view-suspects", "/suspects?run=2", 1100, 760),
        ("view-compare", "/compare?run=0&with=1", 1100, 760),
        ("view-phone", "/suspects?run=2", 390, 760),
    ];

    [Fact(Explicit = true)]
    public async Task Take()
    {
        var runs = Environment.GetEnvironmentVariable("VIEWER_RUNS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        Assert.Equal(3, runs.Length);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var (name, path, width, height) in Pictures)
            {
                var options = new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } };
                await using var visit = await Visit.Start(chromium, path, runs, options);
                await visit.WaitFor("document.querySelectorAll('main img').length > 2 && [...document.querySelectorAll('main img')].filter(i => i.getBoundingClientRect().top < innerHeight).every(i => i.complete)");
                if (path.StartsWith("/suspects", StringComparison.Ordinal))
                    await visit.WaitFor("document.querySelector('h1 small').textContent.includes('all ')");
                await visit.Page.WaitForTimeoutAsync(500);
                var file = System.IO.Path.Combine(Root, "docs", "images", name + (scheme == ColorScheme.Dark ? "-dark.png" : ".png"));
                await visit.Page.ScreenshotAsync(new() { Path = file });
            }
        }
    }

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Tercet.slnx")))
                folder = folder.Parent!;
            return folder.FullName;
        }
    }
}
