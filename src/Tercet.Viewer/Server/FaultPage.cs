using Microsoft.AspNetCore.Http;

namespace Tercet.Viewer.Server;

/// <summary>Answers a request that fails, with the headers of every answer, and prints why.</summary>
internal static class FaultPage
{
    /// <summary>Handles a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows, and may fail.</param>
    public static async Task Handle(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not BadHttpRequestException && !context.Response.HasStarted
            && !context.RequestAborted.IsCancellationRequested)
        {
            FaultLog.Print($"{context.Request.Path} could not be shown.", e);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentLength = null;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("The viewer failed to show this page. The reason is printed where it was started.\n").ConfigureAwait(false);
        }
    }
}
