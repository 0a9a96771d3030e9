using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tercet.CommandLine;
using Tercet.Viewer.Components;
using Tercet.Viewer.Runs;
using Tercet.Viewer.Server;

namespace Tercet.Viewer;

/// <summary>The viewer: a web application for this machine, which shows runs and takes marks.</summary>
/// <example><code>
/// await using var viewer = await ViewerServer.Start(new ViewerOptions { Runs = ["RUN"] });
/// Console.WriteLine(viewer.Address);
/// </code></example>
public sealed class ViewerServer : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(1), HeaderTime = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly RunSet _runs;

    private ViewerServer(WebApplication app, RunSet runs, Uri address) => (_app, _runs, Address) = (app, runs, address);

    /// <summary>The address to open in a browser; it holds the token, without which there is no access.</summary>
    public Uri Address { get; }

    /// <summary>Opens the runs, and listens.</summary>
    /// <param name="options">What is shown, and where.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    /// <exception cref="InvalidInputException">A folder holds no run.</exception>
    /// <exception cref="UsageException">The host is not of this machine's loopback, though the viewer is not exposed.</exception>
    /// <exception cref="IOException">The port is taken, or the address is not one of this machine.</exception>
    public static async Task<ViewerServer> Start(ViewerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var listened = AddressOf(options);
        var runs = new RunSet(options);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var guard = new AccessGuard(token);
        var app = Build(runs, guard, listened, options.Port);
        try
        {
            await Listen(app, options, cancellationToken).ConfigureAwait(false);
            var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
                .Addresses.First()).Port;
            guard.Allow(NamesOf(options, listened), port);
            runs.Start();
            var host = IsAny(listened) && IPAddress.TryParse(options.Host, out _) ? Dns.GetHostName() : InUrl(options.Host);
            return new ViewerServer(app, runs, new Uri(FormattableString.Invariant($"http://{host}:{port}/?token={token}")));
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            runs.Dispose();
            throw;
        }
    }

    /// <summary>Ends the viewer. Every mark is on the disk already.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(ShutdownTime);
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
        _runs.Dispose();
    }

    private static readonly string[] Loopback = ["127.0.0.1", "localhost", "[::1]"];

    private static async Task Listen(WebApplication app, ViewerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            var reason = (e.GetBaseException() as SocketException ?? e).Message;
            throw new IOException(FormattableString.Invariant(
                $"Cannot listen on port {options.Port} of {options.Host} ({reason}). Choose another port, or 0 for any that is free"), e);
        }
    }

    /// <summary>The names that requests may be for: anything else was pointed at this machine by somebody else.</summary>
    private static IEnumerable<string> NamesOf(ViewerOptions options, IPAddress listened)
    {
        string[] names = [InUrl(options.Host), .. Loopback];
        if (!options.IsExposed)
            return names;
        var own = IsAny(listened) ? NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses) : [];
        return [.. names, Dns.GetHostName(), .. own.Select(address => InUrl(address.Address.ToString()))];
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string InUrl(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static IPAddress AddressOf(ViewerOptions options)
    {
        if (options.Host is "localhost")
            return IPAddress.Loopback;
        var isAddress = IPAddress.TryParse(options.Host, out var address);
        if (isAddress && IPAddress.IsLoopback(address!))
            return address!;
        if (!options.IsExposed)
            throw new UsageException(
                $"`Host` is {options.Host}, where other machines may reach the viewer: whoever has its address sees every image and text of "
                + "the runs, and can mark them. Leave it out, or confirm it with `IsExposed`.");
        return isAddress ? address! : IPAddress.Any;
    }

    private static WebApplication Build(RunSet runs, AccessGuard guard, IPAddress address, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(ViewerServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = HeaderTime;
            kestrel.Listen(address, port);
        });
        builder.Logging.AddProvider(new FaultLog());
        builder.Services.AddRouting();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(runs);
        builder.Services.AddScoped<Shortcuts>();
        var app = builder.Build();
        app.Use(next => context => guard.Handle(context, next));
        app.Use(next => context => FaultPage.Handle(context, next));
        app.Use(next => context => PageAddress.Handle(context, next));
        app.UseWebSockets();
        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/image"),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseAntiforgery();
        Assets.Map(app);
        ImageEndpoint.Map(app, runs);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
