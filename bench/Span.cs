using System.Diagnostics;

namespace Tercet.Bench;

/// <summary>Seconds by the clock, and of the processor over all threads: on a shared machine the second says more.</summary>
internal readonly record struct Span(double Wall, double Processor)
{
    public static Span Now => new(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds);

    public static Span operator -(Span end, Span start) => new(end.Wall - start.Wall, end.Processor - start.Processor);
}
