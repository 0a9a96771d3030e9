using Tercet.Testing;

namespace Tercet.Viewer.Tests.Server;

public sealed class AccessTests : IAsyncLifetime
{
    private static readonly string[] Paths =
    [
        "/", "/suspects", "/search?q=a", "/item?run=0&row=0", "/marks", "/compare", "/training", "/none", "/image/0/items/0",
        "/image/0/anchors/0/large", "/assets/viewer.css", "/assets/viewer.js", "/assets/icon.svg", "/_framework/blazor.web.js", "/_blazor",
        "/_blazor/initializers", "/_framework/opaque-redirect", "/_blazor/negotiate?negotiateVersion=1",
    ];

    private readonly TempFolder _folder = new();
    private Served _viewer = null!;

    public async ValueTask InitializeAsync() => _viewer = await Served.Start(SampleRuns.OfTexts(_folder));

    public async ValueTask DisposeAsync()
    {
        await _viewer.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Without_the_token_there_is_no_access_to_anything()
    {
        foreach (var path in Paths)
        {
            foreach (var method in new[] { "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH" })
                RequireRefused(await _viewer.Ask(method, path, $"Host: {_viewer.Host}", "Content-Length: 0"));
        }
    }

    [Fact]
    public async Task With_a_wrong_token_there_is_none_either()
    {
        var token = _viewer.Token;
        var last = token[^1] == '0' ? "1" : "0";
        string[] wrong =
        [
            "", " ", "0", token[1..], token + "0", token[..^1] + last, token.ToUpperInvariant() + "x", new string('0', 32), new string('a', 7000),
            token + "%00", "%20" + token, "é",
        ];
        foreach (var text in wrong)
        {
            RequireRefused(await _viewer.Ask("GET", "/?token=" + text, $"Host: {_viewer.Host}"));
            RequireRefused(await _viewer.Ask("GET", "/", $"Host: {_viewer.Host}", $"Cookie: tercet-{_viewer.Port}={text}"));
            // Whoever sends a wrong token is not let in by a right cookie.
            RequireRefused(await _viewer.Ask("GET", "/?token=" + text, $"Host: {_viewer.Host}", $"Cookie: {_viewer.Cookie}"));
        }
        RequireRefused(await _viewer.Ask("GET", $"/?token={token}&token={token}", $"Host: {_viewer.Host}"));
        RequireRefused(await _viewer.Ask("GET", $"/?token={token}&TOKEN=x", $"Host: {_viewer.Host}"));
        RequireRefused(await _viewer.Ask("GET", "/", $"Host: {_viewer.Host}", $"Cookie: tercet={token}; tercet-{_viewer.Port + 1}={token}"));
        RequireRefused(await _viewer.Ask("GET", "/", $"Host: {_viewer.Host}", $"Authorization: Bearer {token}", $"X-Token: {token}"));
    }

    [Fact]
    public async Task The_token_becomes_a_cookie_and_leaves_the_address()
    {
        foreach (var name in new[] { "token", "TOKEN", "Token" })
        {
            var answer = await _viewer.Ask("GET", $"/suspects?run=0&{name}={_viewer.Token}&q=a%26b", $"Host: {_viewer.Host}");
            Assert.Equal((302, "/suspects?run=0&q=a%26b"), (answer.Status, answer["Location"]));
            var cookie = answer["Set-Cookie"]!;
            Assert.StartsWith(_viewer.Cookie + ";", cookie, StringComparison.Ordinal);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("no-store", answer["Cache-Control"]);
        }
        Assert.Equal(200, (await _viewer.Get("/")).Status);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/%5cevil.example/")]
    [InlineData("//evil.example/%2e%2e/")]
    [InlineData("/%2f/evil.example/")]
    [InlineData("/./%2fevil.example/")]
    public async Task The_redirect_stays_here(string path)
    {
        var answer = await _viewer.Ask("GET", $"{path}?token={_viewer.Token}", $"Host: {_viewer.Host}");
        if (answer.Status == 400)
            return;
        Assert.Equal(302, answer.Status);
        var base_ = new Uri($"http://{_viewer.Host}/");
        Assert.Equal(base_.Authority, new Uri(base_, answer["Location"]!.Replace('\\', '/')).Authority);
    }

    [Fact]
    public async Task An_absolute_target_is_not_followed()
    {
        var answer = await _viewer.Ask("GET", $"http://evil.example/?token={_viewer.Token}", $"Host: {_viewer.Host}");
        Assert.True(answer.Status is 400 or 403 || answer["Location"] == "/", answer.Head);
    }

    [Fact]
    public async Task Only_the_viewers_own_names_are_answered()
    {
        var port = _viewer.Port;
        foreach (var host in new[] { $"127.0.0.1:{port}", $"localhost:{port}", $"LOCALHOST:{port}", $"[::1]:{port}" })
            Assert.Equal(200, (await _viewer.Ask("GET", "/assets/icon.svg", $"Host: {host}", $"Cookie: {_viewer.Cookie}")).Status);
        string[] foreign =
        [
            "evil.example", $"evil.example:{port}", "127.0.0.1", "localhost", $"127.0.0.1:{port + 1}", $"localhost.:{port}", $"127.0.0.1.:{port}",
            $"user@127.0.0.1:{port}", $"127.0.0.1:{port}@evil.example", $"0.0.0.0:{port}", $"127.1:{port}", $"2130706433:{port}", $"[::]:{port}",
            $"[::ffff:127.0.0.1]:{port}", $"127.0.0.1:0{port}", $"localhost.evil.example:{port}", $"127.0.0.1:{port}, evil.example", "",
        ];
        foreach (var host in foreign)
        {
            var answer = await _viewer.Ask("GET", "/assets/icon.svg", $"Host: {host}", $"Cookie: {_viewer.Cookie}");
            Assert.True(answer.Status is 400 or 403, $"{host}: {answer.Head}");
            answer = await _viewer.Ask("GET", $"/?token={_viewer.Token}", $"Host: {host}");
            Assert.True(answer.Status is 400 or 403 && answer["Set-Cookie"] is null, $"{host}: {answer.Head}");
        }
        Assert.Equal(400, (await _viewer.Ask("GET", "/", $"Cookie: {_viewer.Cookie}")).Status);
        Assert.Equal(400, (await _viewer.Ask("GET", "/", $"Host: {_viewer.Host}", $"Host: {_viewer.Host}", $"Cookie: {_viewer.Cookie}")).Status);
        Assert.Equal(403, (await _viewer.Send($"GET / HTTP/1.0\r\nCookie: {_viewer.Cookie}\r\n\r\n")).Status);
    }

    [Fact]
    public async Task Pages_of_other_origins_have_no_access()
    {
        string[] foreign =
        [
            "null", "http://evil.example", $"https://{_viewer.Host}", $"http://127.0.0.1:{_viewer.Port + 1}", "http://127.0.0.1", $"http://{_viewer.Host}.evil.example",
            $"http://{_viewer.Host}/", $"http://{_viewer.Host}, http://evil.example", "file://", "",
        ];
        foreach (var origin in foreign)
        {
            string[] headers = [$"Host: {_viewer.Host}", $"Cookie: {_viewer.Cookie}", $"Origin: {origin}", "Content-Length: 0"];
            if (origin.Length > 0) // an empty header is none
                RequireRefused(await _viewer.Ask("GET", "/", headers));
            RequireRefusedOrSame(origin, await _viewer.Ask("POST", "/_blazor/negotiate?negotiateVersion=1", headers));
            RequireRefusedOrSame(origin, await _viewer.Ask("GET", "/_blazor?id=x", [.. headers, .. Upgrade]));
        }
        string[] own = [$"Host: {_viewer.Host}", $"Cookie: {_viewer.Cookie}", $"Origin: http://{_viewer.Host}", "Content-Length: 0"];
        Assert.Equal(200, (await _viewer.Ask("GET", "/", own)).Status);
        Assert.Equal(200, (await _viewer.Ask("POST", "/_blazor/negotiate?negotiateVersion=1", own)).Status);
        Assert.NotEqual(403, (await _viewer.Ask("GET", "/_blazor?id=x", [.. own, .. Upgrade])).Status);
    }

    private static string[] Upgrade =>
        ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

    private static void RequireRefusedOrSame(string origin, Answer answer)
    {
        if (origin.Length > 0)
            RequireRefused(answer);
    }

    private static void RequireRefused(Answer answer)
    {
        Assert.True(answer.Status is 400 or 403, answer.Head);
        Assert.Null(answer["Set-Cookie"]);
        Assert.Null(answer["Location"]);
        Assert.DoesNotContain("topic", answer.Body, StringComparison.OrdinalIgnoreCase);
    }
}
