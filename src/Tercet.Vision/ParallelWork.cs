using System.Runtime.ExceptionServices;

namespace Tercet.Vision;

/// <summary>Runs the same work on several threads, which share it among themselves.</summary>
internal static class ParallelWork
{
    /// <summary>Runs it, and throws the first exception when all threads have stopped.</summary>
    /// <param name="maxDegreeOfParallelism">Number of threads; 0 means one per processor.</param>
    /// <param name="most">The most threads that have anything to do.</param>
    /// <param name="work">The work of one thread.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static void Run(
        int maxDegreeOfParallelism, int most, Action<CancellationToken> work, CancellationToken cancellationToken)
    {
        var threads = Math.Min(most, maxDegreeOfParallelism == 0 ? Environment.ProcessorCount : maxDegreeOfParallelism);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? failure = null;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            try
            {
                work(stop.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                stop.Cancel();
            }
            catch (OperationCanceledException)
            {
                // Thrown once, below, when all threads have stopped.
            }
        });
        failure?.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
