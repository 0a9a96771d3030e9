using System.Diagnostics;

namespace Tercet.Cluster.Tests;

/// <summary>Waits for what other processes do.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2); // ten times what the longest wait takes here

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="explain">What to say in addition where it does not come true.</param>
    /// <param name="every">Milliseconds between two looks.</param>
    public static void Until(string what, Func<bool> condition, Func<string>? explain = null, int every = 20)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > Patience)
                Assert.Fail($"waited {Patience} for {what}. {explain?.Invoke()}");
            Thread.Sleep(every);
        }
    }
}
