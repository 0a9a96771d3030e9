using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Tercet.CommandLine;
using Tercet.Testing;

namespace Tercet.Viewer.Tests.Commands;

public sealed class ViewCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP)]
    public async Task A_signal_is_the_normal_way_to_end_it(PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sends signals through kill");
        using var tool = new ViewProcess(SampleRuns.OfTexts(_folder), "--no-open");
        var address = await tool.Address();
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new() });
        Assert.Contains("topic", await client.GetStringAsync(new Uri(address, "/search?q=Text" + address.Query.Replace('?', '&')), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        tool.Send(signal);
        Assert.Equal(0, await tool.End());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"{watch.Elapsed}");
        Assert.DoesNotContain("   at ", tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("interrupted", tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_of_input_and_output()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var run = SampleRuns.OfTexts(_folder);
        await Fails(74, $"Cannot listen on port {port} of 127.0.0.1", run, "--no-open", "--port", port);
        await Fails(74, "Cannot listen on port 0 of 203.0.113.7", run, "--no-open", "--host", "203.0.113.7", "--expose");
    }

    [Fact]
    public async Task What_is_no_run_is_bad_input()
    {
        Directory.CreateDirectory(_folder["empty"]);
        await Fails(65, "empty: no run", _folder["empty"], "--no-open");
        await Fails(65, "none: no such folder", SampleRuns.OfTexts(_folder), _folder["none"], "--no-open");
    }

    [Fact]
    public async Task A_wrong_command_line_is_wrong_usage()
    {
        var run = SampleRuns.OfTexts(_folder);
        await Fails(2, "--port is 70000; expected a number in [0, 65535]", run, "--port", "70000");
        await Fails(2, "--port is -1", run, "--port", "-1");
        await Fails(2, "--images", run, "--images", _folder["none"]);
        await Fails(2, "--embeddings", run, "--embeddings", _folder["none.npy"]);
        await Fails(2, "RUN");
    }

    [Fact]
    public async Task Another_host_than_this_machine_has_to_be_confirmed()
    {
        var run = SampleRuns.OfTexts(_folder);
        foreach (var host in new[] { "0.0.0.0", "192.0.2.1", "::", "evil.example", "" })
        {
            var fault = await Assert.ThrowsAsync<UsageException>(() =>
                ViewerServer.Start(new ViewerOptions { Runs = [run], Host = host }, TestContext.Current.CancellationToken));
            Assert.Contains("`IsExposed`", fault.Message, StringComparison.Ordinal);
        }
        await Fails(ExitCodes.Usage, "--expose", run, "--host", "0.0.0.0");
    }

    [Theory]
    [InlineData("127.0.0.2", false)]
    [InlineData("localhost", false)]
    [InlineData("::1", false)]
    [InlineData("0.0.0.0", true)]
    public async Task The_address_that_is_printed_works(string host, bool isExposed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "of the addresses, some systems have the first alone");
        await using var viewer = await ViewerServer.Start(
            new ViewerOptions { Runs = [SampleRuns.OfTexts(_folder)], Host = host, IsExposed = isExposed }, TestContext.Current.CancellationToken);
        Assert.SkipUnless(Resolves(viewer.Address.Host), "this machine does not know its own name");
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new() });
        using var answer = await client.GetAsync(viewer.Address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static bool Resolves(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task Fails(int code, string message, params string[] arguments)
    {
        using var tool = new ViewProcess(arguments);
        Assert.Equal(code, await tool.End());
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", tool.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('`', tool.Error);
    }
}
