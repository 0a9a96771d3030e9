using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tercet.Viewer.Server;

/// <summary>Leaves out of an address what should be a number and is none, which would be an error of the page.</summary>
internal static class PageAddress
{
    private static readonly Dictionary<string, Func<string?, bool>> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["run"] = IsInteger<int>,
        ["with"] = IsInteger<int>,
        ["row"] = IsInteger<int>,
        ["step"] = IsInteger<long>,
        ["zoom"] = text => double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _),
    };

    /// <summary>Handles a request: one with such parameters leads to the same page without them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows for all others.</param>
    public static Task Handle(HttpContext context, RequestDelegate next)
    {
        var query = context.Request.Query;
        if (query.All(pair => !Numbers.TryGetValue(pair.Key, out var isNumber) || pair.Value.All(isNumber)))
            return next(context);
        var rest = query.Where(pair => !Numbers.TryGetValue(pair.Key, out var isNumber) || pair.Value.All(isNumber));
        context.Response.Redirect(LocalPath(context.Request) + QueryString.Create(rest).ToUriComponent());
        return Task.CompletedTask;
    }

    /// <summary>The path of a request for a redirect: two slashes at the start would lead to another host.</summary>
    public static string LocalPath(HttpRequest request) => "/" + request.Path.ToUriComponent().TrimStart('/');

    private static bool IsInteger<T>(string? text) where T : struct, System.Numerics.IBinaryInteger<T> =>
        T.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
}
