using Microsoft.AspNetCore.Http;
using Tercet.Viewer.Server;

namespace Tercet.Viewer.Tests.Server;

public sealed class FaultPageTests
{
    [Fact]
    public async Task A_request_that_fails_keeps_the_headers_and_tells_no_details()
    {
        var context = Request();
        await FaultPage.Handle(context, _ => throw new InvalidOperationException("secret"));
        Assert.Equal((500, "policy"), (context.Response.StatusCode, context.Response.Headers.ContentSecurityPolicy.ToString()));
        context.Response.Body.Position = 0;
        using var reader = new StreamReader(context.Response.Body);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The viewer failed", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_sender_has_gone_is_not_answered()
    {
        var context = Request();
        context.RequestAborted = new CancellationToken(canceled: true);
        await Assert.ThrowsAsync<OperationCanceledException>(() => FaultPage.Handle(context, _ => throw new OperationCanceledException()));
        Assert.Equal(0, context.Response.Body.Length);
    }

    [Fact]
    public async Task All_others_pass()
    {
        var context = Request();
        await FaultPage.Handle(context, passed =>
        {
            passed.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        Assert.Equal(204, context.Response.StatusCode);
    }

    private static DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Response.Body = new MemoryStream();
        context.Response.Headers.ContentSecurityPolicy = "policy";
        return context;
    }
}
