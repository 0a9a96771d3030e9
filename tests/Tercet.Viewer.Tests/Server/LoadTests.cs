using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Tercet.Viewer.Tests.Server;

public sealed class LoadTests : ServedRun
{
    [Fact]
    public async Task A_thousand_connections_that_say_nothing_keep_nobody_waiting()
    {
        const int Count = 1000;
        string[] begun = ["", "G", "GET / HTTP/1.1\r\n", $"GET / HTTP/1.1\r\nHost: {Viewer.Host}\r\nCookie: {Viewer.Cookie}\r\n", "POST /_blazor HTTP/1.1\r\nContent-Length: 1000000\r\n"];
        var connections = new List<Socket>();
        try
        {
            for (var i = 0; i < Count; i++)
            {
                var connection = await Viewer.Connect();
                connections.Add(connection);
                await connection.SendAsync(Encoding.ASCII.GetBytes(begun[i % begun.Length]), TestContext.Current.CancellationToken);
            }
            var watch = Stopwatch.StartNew();
            Assert.Equal(200, (await Viewer.Get("/")).Status);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
        Assert.Equal(200, (await Viewer.Get("/")).Status);
    }

    [Fact]
    public async Task A_request_that_is_sent_drop_by_drop_is_given_up()
    {
        using var connection = await Viewer.Connect();
        var watch = Stopwatch.StartNew();
        var answer = Served.ReadAll(connection);
        await connection.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nX: "), TestContext.Current.CancellationToken);
        while (!answer.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(40))
        {
            await Task.Delay(300, TestContext.Current.CancellationToken);
            try
            {
                await connection.SendAsync("y"u8.ToArray(), TestContext.Current.CancellationToken);
            }
            catch (SocketException)
            {
                break;
            }
        }
        Assert.True(answer.IsCompleted);
        Assert.InRange(watch.Elapsed.TotalSeconds, 5, 25);
    }

    [Fact]
    public async Task AViewer_with_open_connections_ends_quickly()
    {
        var viewer = await Served.Start(Folder["run"]);
        using var idle = await viewer.Connect();
        using var begun = await viewer.Connect();
        await begun.SendAsync("GET / HTTP/1.1\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var socket = await viewer.Connect();
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /_blazor HTTP/1.1\r\nHost: {viewer.Host}\r\nCookie: {viewer.Cookie}\r\nOrigin: http://{viewer.Host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), TestContext.Current.CancellationToken);
        var buffer = new byte[1000];
        var read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        await viewer.DisposeAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"{watch.Elapsed}");
    }
}
