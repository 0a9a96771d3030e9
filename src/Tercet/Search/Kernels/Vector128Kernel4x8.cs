using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tercet.Search.Kernels;

/// <summary>8 accumulators of 128 bits: for Arm, and for x86 without AVX2.</summary>
internal sealed unsafe class Vector128Kernel4x8 : TileKernel
{
    public override string Name => "vector128";
    public override int Rows => 4;
    public override int Columns => 8;
    public override bool IsSupported => Vector128.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(int depth, float* anchors, float* candidates, float* sums, bool accumulate)
    {
        Vector128<float> s0a = default, s0b = default;
        Vector128<float> s1a = default, s1b = default;
        Vector128<float> s2a = default, s2b = default;
        Vector128<float> s3a = default, s3b = default;
        for (var k = 0; k < depth; k++, anchors += 4, candidates += 8)
        {
            var a = Vector128.Load(candidates);
            var b = Vector128.Load(candidates + 4);
            var x0 = Vector128.Create(anchors[0]);
            s0a = Vector128.MultiplyAddEstimate(x0, a, s0a);
            s0b = Vector128.MultiplyAddEstimate(x0, b, s0b);
            var x1 = Vector128.Create(anchors[1]);
            s1a = Vector128.MultiplyAddEstimate(x1, a, s1a);
            s1b = Vector128.MultiplyAddEstimate(x1, b, s1b);
            var x2 = Vector128.Create(anchors[2]);
            s2a = Vector128.MultiplyAddEstimate(x2, a, s2a);
            s2b = Vector128.MultiplyAddEstimate(x2, b, s2b);
            var x3 = Vector128.Create(anchors[3]);
            s3a = Vector128.MultiplyAddEstimate(x3, a, s3a);
            s3b = Vector128.MultiplyAddEstimate(x3, b, s3b);
        }
        Store(sums, s0a, s0b, accumulate);
        Store(sums + 8, s1a, s1b, accumulate);
        Store(sums + 16, s2a, s2b, accumulate);
        Store(sums + 24, s3a, s3b, accumulate);
    }

    private static void Store(float* row, Vector128<float> a, Vector128<float> b, bool accumulate)
    {
        if (accumulate)
        {
            a += Vector128.Load(row);
            b += Vector128.Load(row + 4);
        }
        a.Store(row);
        b.Store(row + 4);
    }
}
