using System.Diagnostics;

namespace Tercet.Viewer.Tests;

/// <summary>Waits for what happens in the background.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task Is(Func<bool> condition, string what)
    {
        for (var watch = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(watch.Elapsed < Patience, $"waited in vain: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
