using System.Diagnostics;
using Tercet.Testing;
using Tercet.Viewer.Server;
using Tercet.Vision;

namespace Tercet.Viewer.Tests.Server;

public sealed class ImageEndpointTests : IDisposable
{
    private static readonly string[] Elsewhere =
    [
        "/image/0/items/-1", "/image/0/items/2147483647", "/image/0/items/-2147483648",
        "/image/0/items/99999999999999999999", "/image/-1/items/0", "/image/1/items/0", "/image/2147483647/items/0",
        "/image/0/things/0", "/image/0/ITEMS/0", "/image/0/items/0/huge", "/image/0/items/0/large/x", "/image/0/items/0x0",
        "/image/0/items/%00", "/image/0/items/1.png", "/image/0/../items.csv", "/image/0/items/../../../../../etc/passwd",
        "/image/0/items/%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/image/0/items/..%5c..%5citems.csv",
        "/image/0/..%2f..%2fetc%2fpasswd/0", "/image/%2e%2e/items/0", "/image", "/image/", "/image/0/items/", "/assets",
        "/assets/", "/assets/../items.csv", "/assets/..%2f..%2fitems.csv",
        "/assets/viewer.css/../../../../../../../etc/passwd", "/assets/%2fetc%2fpasswd", "/assets/viewer.css%00.js",
        "/_framework/", "/_framework/..%2f..%2fetc/passwd", "/_framework/Tercet.Viewer.dll", "/_content/x", "/items.csv",
        "/manifest.json", "/appsettings.json", "/etc/passwd", "//etc/passwd", "/.marks.lock",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Images_of_the_folder_are_shown_and_nothing_else(bool followsLinks)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "makes links and pipes");
        await using var viewer = await Served.Start(new ViewerOptions
        {
            Runs = [HostileRun.OfImages(_folder)],
            Images = _folder["images"],
            FollowsLinks = followsLinks,
        });
        await Loaded(viewer);
        string[] shown = followsLinks ? [.. HostileRun.Shown, .. HostileRun.Linked] : HostileRun.Shown;
        string[] names = [.. HostileRun.Shown, .. HostileRun.Linked, .. HostileRun.Never];
        var watch = Stopwatch.StartNew();
        for (var row = 0; row < names.Length; row++)
        {
            foreach (var isLarge in new[] { false, true })
            {
                var answer = await viewer.Get(ImageEndpoint.AddressOf(0, isAnchor: row % 2 == 1, row, isLarge));
                Assert.True(answer.Status == (shown.Contains(names[row]) ? 200 : 404), $"{names[row]}: {answer.Status}");
                if (answer.Status == 200)
                    Assert.Equal("image/png", answer["Content-Type"]);
                else
                    Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
            }
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "pipes and devices must not be waited for");
    }

    [Fact]
    public async Task An_image_is_encoded_anew_at_the_size_that_was_asked_for()
    {
        var run = SampleRuns.OfImages(_folder, options: new TripletOptions { TripletsPerEpoch = 20 });
        await using var viewer = await Served.Start(run);
        await Loaded(viewer);
        foreach (var set in new[] { "items", "anchors" })
        {
            var answer = await viewer.Get($"/image/0/{set}/3");
            Assert.Equal((200, "private, max-age=600"), (answer.Status, answer["Cache-Control"]));
            var image = RgbImage.Decode(Bytes(answer));
            Assert.InRange(Math.Max(image.Width, image.Height), 1, 128);
        }
    }

    [Fact]
    public async Task Where_the_data_are_gone_there_are_no_images()
    {
        var run = SampleRuns.OfImages(_folder, options: new TripletOptions { TripletsPerEpoch = 20 });
        Directory.Delete(_folder["demo"], recursive: true);
        await using var viewer = await Served.Start(run);
        await Eventually.Is(() => viewer.Get("/search?q=.png").Result.Body.Contains("found.", StringComparison.Ordinal), "the sequence");
        Assert.Equal(404, (await viewer.Get("/image/0/items/0")).Status);
        Assert.Equal(404, (await viewer.Get("/image/0/anchors/0/large")).Status);
    }

    [Fact]
    public async Task Nothing_else_has_an_address()
    {
        await using var viewer = await Served.Start(SampleRuns.OfTexts(_folder));
        foreach (var path in Elsewhere)
        {
            var answer = await viewer.Get(path);
            Assert.True(answer.Status is 404 or 400, $"{path}: {answer.Head}");
            Assert.DoesNotContain("root:", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("doc-000", answer.Text, StringComparison.Ordinal);
        }
    }

    private static Task Loaded(Served viewer) => Eventually.Is(() => viewer.Get("/image/0/items/0").Result.Status == 200, "the table");

    private static byte[] Bytes(Answer answer) => [.. answer.Text[(answer.Head.Length + 4)..].Select(character => (byte)character)];
}
