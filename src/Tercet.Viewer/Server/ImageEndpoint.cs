using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tercet.CommandLine.Reports;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Server;

/// <summary>
/// Serves the images of items, by run, table and row: never by a path. Each is decoded under the limit of pixels and re-encoded,
/// so that nothing of a file but its pixels is served.
/// </summary>
internal static class ImageEndpoint
{
    private const int Small = 128, Large = 768;
    private const long CacheBytes = 128L << 20;

    /// <summary>The address of an image.</summary>
    public static string AddressOf(int run, bool isAnchor, int row, bool isLarge) => string.Create(
        CultureInfo.InvariantCulture, $"/image/{run}/{(isAnchor ? "anchors" : "items")}/{row}{(isLarge ? "/large" : "")}");

    /// <summary>Serves images.</summary>
    public static void Map(WebApplication app, RunSet runs)
    {
        var cache = new ThumbnailCache(CacheBytes);
        app.Lifetime.ApplicationStopped.Register(cache.Dispose);
        Task<IResult> Serve(HttpContext context, int run, string set, int row, int size) =>
            Get(context, runs, cache, run, set, row, size);
        app.MapGet("/image/{run:int}/{set}/{row:int}", (HttpContext context, int run, string set, int row) =>
            Serve(context, run, set, row, Small));
        app.MapGet("/image/{run:int}/{set}/{row:int}/large", (HttpContext context, int run, string set, int row) =>
            Serve(context, run, set, row, Large));
    }

    private static async Task<IResult> Get(
        HttpContext context, RunSet runs, ThumbnailCache cache, int run, string set, int row, int size)
    {
        if ((uint)run >= (uint)runs.All.Count || set is not ("items" or "anchors"))
            return Results.NotFound();
        var items = set == "anchors" ? runs.All[run].Anchors : runs.All[run].Items;
        if (!items.HasImage(row))
            return Results.NotFound();
        var content = await cache.Get(
            string.Create(CultureInfo.InvariantCulture, $"{run}/{set}/{row}/{size}"),
            () => Thumbnail.Of(items.Images!, items.Table.Files, row, size), context.RequestAborted).ConfigureAwait(false);
        if (content is null)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "private, max-age=600";
        return Results.Bytes(content, Thumbnail.MediaTypeOf(content));
    }
}
