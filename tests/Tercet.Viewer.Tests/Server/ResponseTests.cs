namespace Tercet.Viewer.Tests.Server;

public sealed class ResponseTests : ServedRun
{
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/suspects", 200)]
    [InlineData("/search?q=topic", 200)]
    [InlineData("/item?run=0&row=0", 200)]
    [InlineData("/marks", 200)]
    [InlineData("/assets/viewer.css", 200)]
    [InlineData("/_framework/blazor.web.js", 200)]
    [InlineData("/none", 404)]
    [InlineData("/image/0/items/0", 404)]
    [InlineData("/image/x", 404)]
    public async Task Every_answer_has_the_headers_that_keep_browsers_safe(string path, int status)
    {
        var answer = await Viewer.Get(path);
        Assert.Equal(status, answer.Status);
        RequireSafe(answer);
        RequireSafe(await Viewer.Ask("GET", path, $"Host: {Viewer.Host}"));
        RequireSafe(await Viewer.Ask("GET", path, $"Host: {Viewer.Host}", $"Cookie: {Viewer.Cookie}", "Origin: null"));
        RequireSafe(await Viewer.Ask("GET", path, "Host: evil.example"));
        RequireSafe(await Viewer.Ask("GET", path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "token=" + Viewer.Token, $"Host: {Viewer.Host}"));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    [InlineData("POST")]
    public async Task Pages_and_files_are_only_read(string method)
    {
        foreach (var path in new[] { "/", "/marks", "/assets/viewer.css", "/image/0/items/0", "/none" })
        {
            var answer = await Viewer.Ask(method, path, $"Host: {Viewer.Host}", $"Cookie: {Viewer.Cookie}", "Content-Length: 0");
            Assert.True(answer.Status is 400 or 404 or 405, $"{path}: {answer.Head}");
            Assert.DoesNotContain("topic", answer.Body, StringComparison.Ordinal);
            RequireSafe(answer);
        }
    }

    [Theory]
    [InlineData("/?step=-1")]
    [InlineData("/?step=9223372036854775807")]
    [InlineData("/?step=99999999999999999999")]
    [InlineData("/?step=x")]
    [InlineData("/?zoom=NaN")]
    [InlineData("/?zoom=-1&step=5")]
    [InlineData("/?zoom=Infinity")]
    [InlineData("/?zoom=1e300")]
    [InlineData("/?zoom=0")]
    [InlineData("/?run=7")]
    [InlineData("/?run=-1")]
    [InlineData("/?run=x")]
    [InlineData("/?run=1&run=2")]
    [InlineData("/item")]
    [InlineData("/item?row=-1")]
    [InlineData("/item?row=2147483647")]
    [InlineData("/item?row=99999999999")]
    [InlineData("/item?row=x&set=..%2f..")]
    [InlineData("/item?row=0&set=anchors")]
    [InlineData("/compare?with=99&anchor=x")]
    [InlineData("/compare?with=-1&anchor=%00")]
    [InlineData("/search?q=%00%01%ff")]
    [InlineData("/search?q=%")]
    [InlineData("/search?q=%ud800")]
    [InlineData("/training?run=0")]
    [InlineData("/suspects?run=99")]
    public async Task Parameters_that_are_none_are_passed_over(string path)
    {
        var answer = await Viewer.Get(path);
        if (answer.Status == 302)
            answer = await Viewer.Get(answer["Location"]!);
        Assert.True(answer.Status == 200, $"{path}: {answer.Head}");
        RequireSafe(answer);
        Assert.Equal(200, (await Viewer.Get("/")).Status);
    }

    [Fact]
    public async Task What_should_be_a_number_and_is_none_is_left_out_of_the_address()
    {
        Assert.Equal("/item?set=a%26b&row=1", (await Viewer.Get("/item?run=x&set=a%26b&row=1"))["Location"]);
        Assert.Equal("/evil.example/?q=1", (await Viewer.Get("//evil.example/?step=x&q=1"))["Location"]);
        Assert.Equal("/", (await Viewer.Get("/?ZOOM=1e3&run=1&run=x&step=9223372036854775808"))["Location"]);
    }

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        Assert.Equal(414, (await Viewer.Get("/search?q=" + new string('a', 20_000))).Status);
        Assert.Equal(431, (await Viewer.Get("/", "X-Long: " + new string('a', 60_000))).Status);
        Assert.Equal(431, (await Viewer.Get("/", [.. Enumerable.Range(0, 200).Select(i => $"X-{i}: y")])).Status);
        Assert.Equal(400, (await Viewer.Send("nonsense\r\n\r\n")).Status);
        Assert.Equal(400, (await Viewer.Send("GET / HTTP/1.1\r\nHost : a\r\n\r\n")).Status);
        Assert.Equal(200, (await Viewer.Get("/")).Status);
    }

    [Fact]
    public async Task Files_that_a_browser_has_are_not_sent_again()
    {
        var tag = (await Viewer.Get("/assets/viewer.js"))["ETag"]!;
        var answer = await Viewer.Get("/assets/viewer.js", $"If-None-Match: {tag}");
        Assert.Equal((304, ""), (answer.Status, answer.Body));
        Assert.Equal(200, (await Viewer.Get("/assets/viewer.js", "If-None-Match: \"x\"")).Status);
    }

    private static void RequireSafe(Answer answer)
    {
        var policy = answer["Content-Security-Policy"];
        Assert.True(policy is not null, answer.Head);
        var parts = policy.Split(';', StringSplitOptions.TrimEntries).Select(part => part.Split(' ', 2)).ToDictionary(part => part[0], part => part[1]);
        Assert.Equal(("'none'", "'self'", "'none'"), (parts["default-src"], parts["script-src"], parts["frame-ancestors"]));
        Assert.Equal(("'self'", "'self'", "'self'"), (parts["connect-src"], parts["img-src"], parts["form-action"]));
        Assert.Equal("nosniff", answer["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", answer["Referrer-Policy"]);
        Assert.Equal("same-origin", answer["Cross-Origin-Resource-Policy"]);
        Assert.Null(answer["Server"]);
        Assert.Null(answer["Access-Control-Allow-Origin"]);
    }
}
