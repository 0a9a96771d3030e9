using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tercet.Search.Kernels;

/// <summary>12 accumulators of 256 bits, 2 candidate vectors and a broadcast: 15 of the 16 registers.</summary>
internal sealed unsafe class Avx2Kernel6x16 : TileKernel
{
    public override string Name => "avx2";
    public override int Rows => 6;
    public override int Columns => 16;
    public override bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(int depth, float* anchors, float* candidates, float* sums, bool accumulate)
    {
        Vector256<float> s0a = default, s0b = default;
        Vector256<float> s1a = default, s1b = default;
        Vector256<float> s2a = default, s2b = default;
        Vector256<float> s3a = default, s3b = default;
        Vector256<float> s4a = default, s4b = default;
        Vector256<float> s5a = default, s5b = default;
        for (var k = 0; k < depth; k++, anchors += 6, candidates += 16)
        {
            var a = Vector256.Load(candidates);
            var b = Vector256.Load(candidates + 8);
            var x0 = Vector256.Create(anchors[0]);
            s0a = Fma.MultiplyAdd(x0, a, s0a);
            s0b = Fma.MultiplyAdd(x0, b, s0b);
            var x1 = Vector256.Create(anchors[1]);
            s1a = Fma.MultiplyAdd(x1, a, s1a);
            s1b = Fma.MultiplyAdd(x1, b, s1b);
            var x2 = Vector256.Create(anchors[2]);
            s2a = Fma.MultiplyAdd(x2, a, s2a);
            s2b = Fma.MultiplyAdd(x2, b, s2b);
            var x3 = Vector256.Create(anchors[3]);
            s3a = Fma.MultiplyAdd(x3, a, s3a);
            s3b = Fma.MultiplyAdd(x3, b, s3b);
            var x4 = Vector256.Create(anchors[4]);
            s4a = Fma.MultiplyAdd(x4, a, s4a);
            s4b = Fma.MultiplyAdd(x4, b, s4b);
            var x5 = Vector256.Create(anchors[5]);
            s5a = Fma.MultiplyAdd(x5, a, s5a);
            s5b = Fma.MultiplyAdd(x5, b, s5b);
        }
        Store(sums, s0a, s0b, accumulate);
        Store(sums + 16, s1a, s1b, accumulate);
        Store(sums + 32, s2a, s2b, accumulate);
        Store(sums + 48, s3a, s3b, accumulate);
        Store(sums + 64, s4a, s4b, accumulate);
        Store(sums + 80, s5a, s5b, accumulate);
    }

    private static void Store(float* row, Vector256<float> a, Vector256<float> b, bool accumulate)
    {
        if (accumulate)
        {
            a += Vector256.Load(row);
            b += Vector256.Load(row + 8);
        }
        a.Store(row);
        b.Store(row + 8);
    }
}
