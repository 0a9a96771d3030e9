using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tercet.Viewer.Tests.Server;

/// <summary>A viewer that is asked over plain sockets, so that a request is exactly what a test writes.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly ViewerServer _viewer;

    private Served(ViewerServer viewer) => _viewer = viewer;

    public int Port => _viewer.Address.Port;

    public Uri Address => _viewer.Address;

    public string Token => _viewer.Address.Query["?token=".Length..];

    public string Host => FormattableString.Invariant($"127.0.0.1:{Port}");

    public string Cookie => FormattableString.Invariant($"tercet-{Port}={Token}");

    public static async Task<Served> Start(ViewerOptions options) =>
        new(await ViewerServer.Start(options, TestContext.Current.CancellationToken));

    public static Task<Served> Start(params string[] runs) => Start(new ViewerOptions { Runs = runs });

    public ValueTask DisposeAsync() => _viewer.DisposeAsync();

    /// <summary>Asks for a path as one who has the token.</summary>
    public Task<Answer> Get(string path, params string[] headers) => Ask("GET", path, [$"Host: {Host}", $"Cookie: {Cookie}", .. headers]);

    /// <summary>Asks with exactly these headers.</summary>
    public Task<Answer> Ask(string method, string path, params string[] headers) =>
        Send($"{method} {path} HTTP/1.1\r\n" + string.Concat(headers.Append("Connection: close").Select(header => header + "\r\n")) + "\r\n");

    /// <summary>Sends text, and reads all that is answered.</summary>
    public async Task<Answer> Send(string request)
    {
        using var connection = await Connect();
        await connection.SendAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        return new Answer(await ReadAll(connection));
    }

    /// <summary>Reads until the other side closes.</summary>
    public static async Task<string> ReadAll(Socket connection)
    {
        using var answer = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await connection.ReceiveAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
                answer.Write(buffer, 0, read);
        }
        catch (SocketException)
        {
            // closed the hard way, with what was sent unread
        }
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public async Task<Socket> Connect()
    {
        var connection = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await connection.ConnectAsync(IPAddress.Loopback, Port, TestContext.Current.CancellationToken);
        return connection;
    }
}
