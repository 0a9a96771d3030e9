using Microsoft.AspNetCore.Http;
using Tercet.Viewer.Server;

namespace Tercet.Viewer.Tests.Server;

public sealed class AccessGuardTests
{
    [Theory]
    [InlineData(80, "127.0.0.1", true)]
    [InlineData(80, "127.0.0.1:80", true)]
    [InlineData(80, "127.0.0.1:8080", false)]
    [InlineData(8080, "127.0.0.1", false)]
    [InlineData(8080, "127.0.0.1:8080", true)]
    [InlineData(80, "evil.example", false)]
    public async Task The_default_port_may_be_left_out(int port, string host, bool isLetIn)
    {
        var guard = new AccessGuard("secret");
        guard.Allow(["127.0.0.1"], port);
        foreach (var origin in new[] { null, "http://" + host })
        {
            var context = new DefaultHttpContext();
            context.Request.Headers.Host = host;
            context.Request.Headers.Origin = origin;
            context.Request.Headers.Cookie = $"tercet-{port}=secret";
            var isIn = false;
            await guard.Handle(context, _ =>
            {
                isIn = true;
                return Task.CompletedTask;
            });
            Assert.Equal((isLetIn, isLetIn ? 200 : 403), (isIn, context.Response.StatusCode));
        }
    }

    [Fact]
    public async Task Nobody_is_let_in_before_the_port_is_known()
    {
        var guard = new AccessGuard("secret");
        var context = new DefaultHttpContext();
        context.Request.QueryString = new("?token=secret");
        await guard.Handle(context, _ => throw new InvalidOperationException("let in"));
        Assert.Equal(403, context.Response.StatusCode);
    }
}
