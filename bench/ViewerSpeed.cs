using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Tercet.Bench;

/// <summary>The viewer on a run: time to the first view, memory of the server, and frames per second while a list is scrolled.</summary>
internal static class ViewerSpeed
{
    private const int Starts = 5, ScrollSeconds = 10, PixelsPerFrame = 25, Settle = 1000;

    private const string IsShown = """
        () => {
            const images = [...document.querySelectorAll('.card.large img')];
            return images.length === 3 && images.every(image => image.complete && image.naturalWidth > 0)
                && document.querySelector('svg .actual').getAttribute('d').length > 10;
        }
        """;

    private const string Scroll = """
        async ([seconds, pixels]) => {
            const list = document.getElementById('steps'), times = [];
            list.scrollIntoView({ block: 'end' });
            let blank = 0, last = performance.now();
            for (const end = last + 1000 * seconds; last < end;) {
                await new Promise(requestAnimationFrame);
                const now = performance.now(), box = list.getBoundingClientRect();
                times.push(now - last);
                last = now;
                const row = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)?.closest('.row');
                if (!row?.querySelector('.line'))
                    blank++;
                list.scrollTop += pixels;
            }
            times.sort((a, b) => a - b);
            return [times.length / seconds, times[Math.floor(0.95 * times.length)], times.at(-1), blank / times.length];
        }
        """;

    /// <summary>Measures.</summary>
    /// <param name="tool">The built command line, Tercet.Cli.dll.</param>
    /// <param name="arguments">What <c>view</c> is given: a run, and options.</param>
    public static async Task Run(string tool, string[] arguments)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        for (var start = 0; start < Starts; start++)
        {
            var watch = Stopwatch.StartNew();
            using var server = Process.Start(
                new ProcessStartInfo("dotnet", [tool, "view", .. arguments, "--no-open"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var address = (await server.StandardOutput.ReadLineAsync())!;
            var listening = watch.Elapsed;
            var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
            var (first, loaded) = await Open(page, address);
            var (second, _) = await Open(page, address);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"start {start + 1}: listening after {listening.TotalSeconds:0.00} s; first view {first:0.00} s, all triplets {loaded:0.00} s "
                + $"after the page was asked for; the next visit {second:0.00} s; server {Memory(server):N0} MiB"));
            if (start == Starts - 1)
            {
                while (!await page.EvaluateAsync<bool>("() => document.documentElement.dataset.listens === 'true'"))
                    await Task.Delay(5);
                await Task.Delay(Settle); // the list of the page as it was sent gives way to that of the page as it lives
                var result = (await page.EvaluateAsync<JsonElement>(Scroll, new[] { ScrollSeconds, PixelsPerFrame })).EnumerateArray().Select(value => value.GetDouble()).ToArray();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"scrolling {PixelsPerFrame} pixels per frame: {result[0]:0.0} frames per second, 95 % of them within {result[1]:0.0} ms, the longest "
                    + $"{result[2]:0.0} ms; {result[3]:0.0 %} show a row that is not there yet; server {Memory(server):N0} MiB"));
            }
            await page.CloseAsync();
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    /// <summary>Seconds until the chart and the images of a triplet are there, and until all of the run is.</summary>
    private static async Task<(double First, double All)> Open(IPage page, string address)
    {
        var watch = Stopwatch.StartNew();
        await page.GotoAsync(address);
        while (!await page.EvaluateAsync<bool>(IsShown))
            await Task.Delay(5);
        var first = watch.Elapsed.TotalSeconds;
        while (await page.EvaluateAsync<bool>("() => document.querySelector('.progress') !== null"))
            await Task.Delay(5);
        return (first, watch.Elapsed.TotalSeconds);
    }

    private static double Memory(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }
}
