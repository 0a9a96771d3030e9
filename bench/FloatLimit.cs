using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tercet.Bench;

/// <summary>The processor's limit: multiply-adds at full width that neither wait for one another nor touch memory.</summary>
internal static class FloatLimit
{
    private const int Chains = 10, Repetitions = 20_000_000;

    /// <summary>GFLOP/s of so many threads together.</summary>
    public static double Measure(int threads)
    {
        var width = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
        var watch = Stopwatch.StartNew();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            var sum = Vector512.IsHardwareAccelerated ? Vector512.Sum(Wide(1.25f, 0.5f)) : Vector256.Sum(Narrow(1.25f, 0.5f));
            GC.KeepAlive(sum);
        });
        return 2e-9 * threads * width * Chains * Repetitions / watch.Elapsed.TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector512<float> Wide(float a, float b)
    {
        Vector512<float> x = Vector512.Create(a), y = Vector512.Create(b);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default, s8 = default, s9 = default;
        for (var i = 0; i < Repetitions; i++)
        {
            s0 = Vector512.MultiplyAddEstimate(x, y, s0);
            s1 = Vector512.MultiplyAddEstimate(x, y, s1);
            s2 = Vector512.MultiplyAddEstimate(x, y, s2);
            s3 = Vector512.MultiplyAddEstimate(x, y, s3);
            s4 = Vector512.MultiplyAddEstimate(x, y, s4);
            s5 = Vector512.MultiplyAddEstimate(x, y, s5);
            s6 = Vector512.MultiplyAddEstimate(x, y, s6);
            s7 = Vector512.MultiplyAddEstimate(x, y, s7);
            s8 = Vector512.MultiplyAddEstimate(x, y, s8);
            s9 = Vector512.MultiplyAddEstimate(x, y, s9);
        }
        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<float> Narrow(float a, float b)
    {
        Vector256<float> x = Vector256.Create(a), y = Vector256.Create(b);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default, s8 = default, s9 = default;
        for (var i = 0; i < Repetitions; i++)
        {
            s0 = Vector256.MultiplyAddEstimate(x, y, s0);
            s1 = Vector256.MultiplyAddEstimate(x, y, s1);
            s2 = Vector256.MultiplyAddEstimate(x, y, s2);
            s3 = Vector256.MultiplyAddEstimate(x, y, s3);
            s4 = Vector256.MultiplyAddEstimate(x, y, s4);
            s5 = Vector256.MultiplyAddEstimate(x, y, s5);
            s6 = Vector256.MultiplyAddEstimate(x, y, s6);
            s7 = Vector256.MultiplyAddEstimate(x, y, s7);
            s8 = Vector256.MultiplyAddEstimate(x, y, s8);
            s9 = Vector256.MultiplyAddEstimate(x, y, s9);
        }
        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9;
    }
}
