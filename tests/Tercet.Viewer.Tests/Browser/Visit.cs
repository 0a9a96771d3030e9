using Microsoft.Playwright;

namespace Tercet.Viewer.Tests.Browser;

/// <summary>A page of a viewer in the browser. Errors in its console, and requests to elsewhere, fail the test when it ends.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const int Timeout = 20_000;

    private readonly ViewerServer? _server;
    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [], _expected = [];

    private Visit(ViewerServer? server, Uri address, IBrowserContext context) => (_server, Address, _context) = (server, address, context);

    /// <summary>The address of the viewer, with its token.</summary>
    public Uri Address { get; }

    /// <summary>The page.</summary>
    public IPage Page { get; private set; } = null!;

    /// <summary>Starts a viewer in this process and opens a page of it.</summary>
    public static async Task<Visit> Start(Chromium chromium, string path, string[] runs, BrowserNewContextOptions? options = null)
    {
        var browser = chromium.Browser;
        var server = await ViewerServer.Start(new ViewerOptions { Runs = runs }, TestContext.Current.CancellationToken);
        return await Open(browser, server, server.Address, path, options);
    }

    /// <summary>Opens a page of a viewer that runs elsewhere.</summary>
    public static Task<Visit> Open(Chromium chromium, Uri address, string path) => Open(chromium.Browser, null, address, path, null);

    /// <summary>Opens another tab.</summary>
    public async Task<IPage> NewTab(string path)
    {
        var page = await _context.NewPageAsync();
        Watch(page);
        await Go(page, path);
        return page;
    }

    /// <summary>Goes to a path, and waits until the page answers to keys.</summary>
    public Task Go(string path) => Go(Page, path);

    /// <summary>Waits until an expression is true in the page.</summary>
    public Task WaitFor(string expression) => WaitFor(Page, expression);

    /// <summary>The same in another tab. The policy of the pages forbids Playwright's own way of waiting, which evaluates texts.</summary>
    public static async Task WaitFor(IPage page, string expression)
    {
        for (var until = Environment.TickCount64 + Timeout; !await page.EvaluateAsync<bool>($"() => Boolean({expression})"); await Task.Delay(30))
        {
            if (Environment.TickCount64 > until)
                Assert.Fail($"{expression} is not true of:\n{await page.Locator("body").InnerTextAsync()}");
        }
    }

    /// <summary>The text of an element.</summary>
    public async Task<string> Text(string selector) => (await Page.Locator(selector).First.TextContentAsync() ?? "").Trim();

    /// <summary>Lets errors in the console pass that hold a text: any, in a test that ends the server.</summary>
    public void ExpectFaults(string text = "") => _expected.Add(text);

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _faults.RemoveAll(fault => _expected.Exists(text => fault.Contains(text, StringComparison.Ordinal)));
        Assert.Empty(_faults);
    }

    private static async Task<Visit> Open(IBrowser browser, ViewerServer? server, Uri address, string path, BrowserNewContextOptions? options)
    {
        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var visit = new Visit(server, address, context) { Page = await context.NewPageAsync() };
        visit.Watch(visit.Page);
        await visit.Page.GotoAsync(address.AbsoluteUri);
        await visit.Go(path);
        return visit;
    }

    private async Task Go(IPage page, string path)
    {
        var socket = page.WaitForWebSocketAsync();
        await page.GotoAsync(new Uri(Address, path).AbsoluteUri);
        await socket;
        await WaitFor(page, "document.documentElement.dataset.listens === 'true'");
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _faults.Add($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _faults.Add(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: not "data" })
                _faults.Add($"a request to {request.Url}");
        };
    }
}
