using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tercet.Viewer.Server;

/// <summary>
/// Lets in who has the token, and nobody else: not another user of this machine, not a page of another origin that a browser here
/// has open, not a name that was pointed at this machine (DNS rebinding).
/// </summary>
/// <param name="token">The token.</param>
internal sealed class AccessGuard(string token)
{
    private const string Parameter = "token";

    // Scripts, styles, images and the connection come from here alone; Blazor sets styles of elements, hence the attribute.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);
    private HashSet<string> _hosts = [];
    private string _cookie = "";

    /// <summary>Names the hosts that requests may be for, once the port is known.</summary>
    /// <param name="names">Names or addresses, without the port.</param>
    /// <param name="port">The port.</param>
    public void Allow(IEnumerable<string> names, int port)
    {
        _hosts = names.Select(name => FormattableString.Invariant($"{name}:{port}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _cookie = FormattableString.Invariant($"tercet-{port}");
    }

    /// <summary>Handles a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows for those who are let in.</param>
    public Task Handle(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!_hosts.Contains(request.Host.Value ?? ""))
            return Refuse(context, "This address is not that of the viewer.");
        foreach (var origin in request.Headers.Origin)
        {
            if (!_hosts.Any(host => string.Equals(origin, "http://" + host, StringComparison.OrdinalIgnoreCase)))
                return Refuse(context, "Pages of other origins have no access.");
        }
        if (request.Query.TryGetValue(Parameter, out var given))
        {
            if (!IsToken(given.ToString()))
                return Refuse(context, "The token is wrong: it belongs to another viewer, or to one that has ended. Open the address that 'tercet view' printed.");
            var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
            context.Response.Cookies.Append(_cookie, token, options);
            headers.CacheControl = "no-store";
            var query = QueryString.Create(request.Query.Where(pair => pair.Key != Parameter));
            context.Response.Redirect(request.Path.ToUriComponent() + query.ToUriComponent());
            return Task.CompletedTask;
        }
        return IsToken(request.Cookies[_cookie] ?? "")
            ? next(context)
            : Refuse(context, "The token is missing. Open the address that 'tercet view' printed, with its token.");
    }

    private bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), _token);

    private static Task Refuse(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n");
    }
}
