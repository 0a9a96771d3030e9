using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Tercet.Search;

/// <summary>Turns a few rows into columns, in blocks of 4 × 4 that stay in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>Rows that are turned together.</summary>
    public const int Side = 4;

    /// <summary>Writes component k of row i to place k · stride + i.</summary>
    /// <param name="rows"><see cref="Side"/> rows of <paramref name="length"/> components, one after the other.</param>
    /// <param name="length">Components per row.</param>
    /// <param name="target">Where the first component of the first row goes.</param>
    /// <param name="stride">From one component to the next, at least <see cref="Side"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(float* rows, int length, float* target, int stride)
    {
        var k = 0;
        for (; k <= length - Side; k += Side)
        {
            var a = Vector128.Load(rows + k);
            var b = Vector128.Load(rows + length + k);
            var c = Vector128.Load(rows + 2 * length + k);
            var d = Vector128.Load(rows + 3 * length + k);
            Vector128<float> acLow = Low(a, c), acHigh = High(a, c), bdLow = Low(b, d), bdHigh = High(b, d);
            Low(acLow, bdLow).Store(target + k * stride);
            High(acLow, bdLow).Store(target + (k + 1) * stride);
            Low(acHigh, bdHigh).Store(target + (k + 2) * stride);
            High(acHigh, bdHigh).Store(target + (k + 3) * stride);
        }
        for (; k < length; k++)
        {
            for (var i = 0; i < Side; i++)
                target[k * stride + i] = rows[i * length + k];
        }
    }

    /// <summary>x0 y0 x1 y1.</summary>
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(x, y);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(x, y);
        return Vector128.Create(x[0], y[0], x[1], y[1]);
    }

    /// <summary>x2 y2 x3 y3.</summary>
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(x, y);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(x, y);
        return Vector128.Create(x[2], y[2], x[3], y[3]);
    }
}
