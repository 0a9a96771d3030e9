namespace Tercet.Viewer.Tests.Server;

public sealed class AccessTests : ServedRun
{
    private static readonly string[] Paths =
    [
        "/", "/suspects", "/search?q=a", "/item?run=0&row=0", "/marks", "/compare", "/training", "/none", "/image/0/items/0",
        "/image/0/anchors/0/large", "/assets/viewer.css", "/assets/viewer.js", "/assets/icon.svg", "/_framework/blazor.web.js", "/_blazor",
        "/_blazor/initializers", "/_framework/opaque-redirect", "/_blazor/negotiate?negotiateVersion=1",
    ];

    [Fact]
    public async Task Without_the_token_there_is_no_access_to_anything()
    {
        foreach (var path in Paths)
        {
            foreach (var method in new[] { "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH" })
                RequireRefused(await Viewer.Ask(method, path, $"Host: {Viewer.Host}", "Content-Length: 0"));
        }
    }

    [Fact]
    public async Task With_a_wrong_token_there_is_none_either()
    {
        var token = Viewer.Token;
        var last = token[^1] == '0' ? "1" : "0";
        string[] wrong =
        [
            "", " ", "0", token[1..], token + "0", token[..^1] + last, token.ToUpperInvariant() + "x", new string('0', 32), new string('a', 7000),
            token + "%00", "%20" + token, "é",
        ];
        foreach (var text in wrong)
        {
            RequireRefused(await Viewer.Ask("GET", "/?token=" + text, $"Host: {Viewer.Host}"));
            RequireRefused(await Viewer.Ask("GET", "/", $"Host: {Viewer.Host}", $"Cookie: tercet-{Viewer.Port}={text}"));
            // Whoever sends a wrong token is not let in by a right cookie.
            RequireRefused(await Viewer.Ask("GET", "/?token=" + text, $"Host: {Viewer.Host}", $"Cookie: {Viewer.Cookie}"));
        }
        RequireRefused(await Viewer.Ask("GET", $"/?token={token}&token={token}", $"Host: {Viewer.Host}"));
        RequireRefused(await Viewer.Ask("GET", $"/?token={token}&TOKEN=x", $"Host: {Viewer.Host}"));
        RequireRefused(await Viewer.Ask("GET", "/", $"Host: {Viewer.Host}", $"Cookie: tercet={token}; tercet-{Viewer.Port + 1}={token}"));
        RequireRefused(await Viewer.Ask("GET", "/", $"Host: {Viewer.Host}", $"Authorization: Bearer {token}", $"X-Token: {token}"));
    }

    [Fact]
    public async Task The_token_becomes_a_cookie_and_leaves_the_address()
    {
        foreach (var name in new[] { "token", "TOKEN", "Token" })
        {
            var answer = await Viewer.Ask("GET", $"/suspects?run=0&{name}={Viewer.Token}&q=a%26b", $"Host: {Viewer.Host}");
            Assert.Equal((302, "/suspects?run=0&q=a%26b"), (answer.Status, answer["Location"]));
            var cookie = answer["Set-Cookie"]!;
            Assert.StartsWith(Viewer.Cookie + ";", cookie, StringComparison.Ordinal);
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("no-store", answer["Cache-Control"]);
        }
        Assert.Equal(200, (await Viewer.Get("/")).Status);
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
        var answer = await Viewer.Ask("GET", $"{path}?token={Viewer.Token}", $"Host: {Viewer.Host}");
        if (answer.Status == 400)
            return;
        Assert.Equal(302, answer.Status);
        var base_ = new Uri($"http://{Viewer.Host}/");
        Assert.Equal(base_.Authority, new Uri(base_, answer["Location"]!.Replace('\\', '/')).Authority);
    }

    [Fact]
    public async Task An_absolute_target_is_not_followed()
    {
        var answer = await Viewer.Ask("GET", $"http://evil.example/?token={Viewer.Token}", $"Host: {Viewer.Host}");
        Assert.True(answer.Status is 400 or 403 || answer["Location"] == "/", answer.Head);
    }

    [Fact]
    public async Task Only_theViewers_own_names_are_answered()
    {
        var port = Viewer.Port;
        foreach (var host in new[] { $"127.0.0.1:{port}", $"localhost:{port}", $"LOCALHOST:{port}", $"[::1]:{port}" })
            Assert.Equal(200, (await Viewer.Ask("GET", "/assets/icon.svg", $"Host: {host}", $"Cookie: {Viewer.Cookie}")).Status);
        string[] foreign =
        [
            "evil.example", $"evil.example:{port}", "127.0.0.1", "localhost", $"127.0.0.1:{port + 1}", $"localhost.:{port}", $"127.0.0.1.:{port}",
            $"user@127.0.0.1:{port}", $"127.0.0.1:{port}@evil.example", $"0.0.0.0:{port}", $"127.1:{port}", $"2130706433:{port}", $"[::]:{port}",
            $"[::ffff:127.0.0.1]:{port}", $"127.0.0.1:0{port}", $"localhost.evil.example:{port}", $"127.0.0.1:{port}, evil.example", "",
        ];
        foreach (var host in foreign)
        {
            var answer = await Viewer.Ask("GET", "/assets/icon.svg", $"Host: {host}", $"Cookie: {Viewer.Cookie}");
            Assert.True(answer.Status is 400 or 403, $"{host}: {answer.Head}");
            answer = await Viewer.Ask("GET", $"/?token={Viewer.Token}", $"Host: {host}");
            Assert.True(answer.Status is 400 or 403 && answer["Set-Cookie"] is null, $"{host}: {answer.Head}");
        }
        Assert.Equal(400, (await Viewer.Ask("GET", "/", $"Cookie: {Viewer.Cookie}")).Status);
        Assert.Equal(400, (await Viewer.Ask("GET", "/", $"Host: {Viewer.Host}", $"Host: {Viewer.Host}", $"Cookie: {Viewer.Cookie}")).Status);
        Assert.Equal(403, (await Viewer.Send($"GET / HTTP/1.0\r\nCookie: {Viewer.Cookie}\r\n\r\n")).Status);
    }

    [Fact]
    public async Task Pages_of_other_origins_have_no_access()
    {
        string[] foreign =
        [
            "null", "http://evil.example", $"https://{Viewer.Host}", $"http://127.0.0.1:{Viewer.Port + 1}", "http://127.0.0.1", $"http://{Viewer.Host}.evil.example",
            $"http://{Viewer.Host}/", $"http://{Viewer.Host}, http://evil.example", "file://", "",
        ];
        foreach (var origin in foreign)
        {
            string[] headers = [$"Host: {Viewer.Host}", $"Cookie: {Viewer.Cookie}", $"Origin: {origin}", "Content-Length: 0"];
            if (origin.Length > 0) // an empty header is none
                RequireRefused(await Viewer.Ask("GET", "/", headers));
            RequireRefusedOrSame(origin, await Viewer.Ask("POST", "/_blazor/negotiate?negotiateVersion=1", headers));
            RequireRefusedOrSame(origin, await Viewer.Ask("GET", "/_blazor?id=x", [.. headers, .. Upgrade]));
        }
        string[] own = [$"Host: {Viewer.Host}", $"Cookie: {Viewer.Cookie}", $"Origin: http://{Viewer.Host}", "Content-Length: 0"];
        Assert.Equal(200, (await Viewer.Ask("GET", "/", own)).Status);
        Assert.Equal(200, (await Viewer.Ask("POST", "/_blazor/negotiate?negotiateVersion=1", own)).Status);
        Assert.NotEqual(403, (await Viewer.Ask("GET", "/_blazor?id=x", [.. own, .. Upgrade])).Status);
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
