using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tercet.Viewer.Server;

/// <summary>The files that are embedded in the assembly.</summary>
internal static class Assets
{
    private static readonly (string Path, string[] Resources, string Type)[] All =
    [
        ("/_framework/blazor.web.js", ["blazor.web.js"], "text/javascript"),
        ("/assets/viewer.css", ["page.css", "chart.css", "items.css", "lists.css", "over.css", "narrow.css"], "text/css"),
        ("/assets/viewer.js", ["viewer.js"], "text/javascript"),
        ("/assets/icon.svg", ["icon.svg"], "image/svg+xml"),
    ];

    /// <summary>Serves them.</summary>
    public static void Map(WebApplication app)
    {
        foreach (var (path, resources, type) in All)
        {
            byte[] content = [.. resources.SelectMany(Read)];
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
            app.MapGet(path, (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                return Results.Bytes(content, type + "; charset=utf-8", entityTag: new(tag));
            });
        }
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The resource {resource} is missing from the assembly.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
