using System.Net;
using System.Text.RegularExpressions;
using Tercet.Testing;
using Tercet.Viewer.Review;
using Tercet.Viewer.Tests.Runs;

namespace Tercet.Viewer.Tests.Server;

public sealed partial class EscapingTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new(), _other = new();
    private Served _viewer = null!;

    public async ValueTask InitializeAsync()
    {
        var (run, other) = (HostileRun.OfNames(_folder), HostileRun.OfNames(_other, "other <img src=x onerror=alert(6)>"));
        var marks = new Marks(run);
        marks.Add(new Mark(MarkKind.SameThing, HostileRun.Script, HostileRun.Attribute));
        marks.Add(new Mark(MarkKind.WrongLabel, HostileRun.Single, HostileRun.Script, HostileRun.Attribute));
        _viewer = await Served.Start(run, other, TrainingFolder.Write(new TempFolder(), epochs: 2));
        await Page("/search?q=Text", "Text 23");
    }

    public async ValueTask DisposeAsync()
    {
        await _viewer.DisposeAsync();
        _folder.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/?run=1&step=3", true)]
    [InlineData("/suspects", true)]
    [InlineData("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", true)]
    [InlineData("/search?q=%22%3E%3Cimg%20src=x%20onerror=alert(2)%3E%3Cb%3E", true)]
    [InlineData("/search?q=Text", true)]
    [InlineData("/item?run=0&set=items&row=0", true)]
    [InlineData("/item?run=0&set=items&row=1", true)]
    [InlineData("/item?run=0&set=%22%3E%3Cscript%3E&row=2", true)]
    [InlineData("/marks", true)]
    [InlineData("/compare?run=0&with=1", true)]
    [InlineData("/compare?run=0&with=1&anchor=%3Cscript%3Ealert(1)%3C/script%3E", true)]
    [InlineData("/training?run=2", false)]
    [InlineData("/%3Cscript%3Ealert(1)%3C/script%3E", false)]
    public async Task Names_are_shown_as_text(string path, bool showsNames)
    {
        if (path == "/suspects")
            await Page(path, "<kbd>S</kbd>");
        var answer = await _viewer.Get(path);
        var html = answer.Body;
        if (showsNames)
            Assert.Contains("alert(", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        foreach (var markup in new[] { "<script>", "<img src=x", "' onmouseover='" })
            Assert.DoesNotContain(markup, html, StringComparison.OrdinalIgnoreCase);
        // Elements and attributes are the viewer's own: one script, by its address; nothing that runs on an event.
        Assert.All(Scripts().Matches(html), match => Assert.Equal("src=\"/_framework/blazor.web.js\"", match.Groups[1].Value.Trim()));
        Assert.DoesNotMatch(Handlers(), html);
        Assert.DoesNotContain("href=\"javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    private Task Page(string path, string content) => Eventually.Is(
        () => _viewer.Get(path).Result.Body.Contains(content, StringComparison.Ordinal), $"{path} with {content}");

    [GeneratedRegex("<script([^>]*)>", RegexOptions.IgnoreCase)]
    private static partial Regex Scripts();

    [GeneratedRegex("<[a-z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*\\son[a-z]+\\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Handlers();
}
