using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tercet.Search.Kernels;

/// <summary>24 accumulators of 512 bits, 2 candidate vectors and a broadcast: 27 of the 32 registers.</summary>
internal sealed unsafe class Avx512Kernel12x32 : TileKernel
{
    public override string Name => "avx512";
    public override int Rows => 12;
    public override int Columns => 32;
    public override bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(int depth, float* anchors, float* candidates, float* sums, bool accumulate)
    {
        Vector512<float> s0a = default, s0b = default;
        Vector512<float> s1a = default, s1b = default;
        Vector512<float> s2a = default, s2b = default;
        Vector512<float> s3a = default, s3b = default;
        Vector512<float> s4a = default, s4b = default;
        Vector512<float> s5a = default, s5b = default;
        Vector512<float> s6a = default, s6b = default;
        Vector512<float> s7a = default, s7b = default;
        Vector512<float> s8a = default, s8b = default;
        Vector512<float> s9a = default, s9b = default;
        Vector512<float> s10a = default, s10b = default;
        Vector512<float> s11a = default, s11b = default;
        for (var k = 0; k < depth; k++, anchors += 12, candidates += 32)
        {
            var a = Vector512.Load(candidates);
            var b = Vector512.Load(candidates + 16);
            var x0 = Vector512.Create(anchors[0]);
            s0a = Avx512F.FusedMultiplyAdd(x0, a, s0a);
            s0b = Avx512F.FusedMultiplyAdd(x0, b, s0b);
            var x1 = Vector512.Create(anchors[1]);
            s1a = Avx512F.FusedMultiplyAdd(x1, a, s1a);
            s1b = Avx512F.FusedMultiplyAdd(x1, b, s1b);
            var x2 = Vector512.Create(anchors[2]);
            s2a = Avx512F.FusedMultiplyAdd(x2, a, s2a);
            s2b = Avx512F.FusedMultiplyAdd(x2, b, s2b);
            var x3 = Vector512.Create(anchors[3]);
            s3a = Avx512F.FusedMultiplyAdd(x3, a, s3a);
            s3b = Avx512F.FusedMultiplyAdd(x3, b, s3b);
            var x4 = Vector512.Create(anchors[4]);
            s4a = Avx512F.FusedMultiplyAdd(x4, a, s4a);
            s4b = Avx512F.FusedMultiplyAdd(x4, b, s4b);
            var x5 = Vector512.Create(anchors[5]);
            s5a = Avx512F.FusedMultiplyAdd(x5, a, s5a);
            s5b = Avx512F.FusedMultiplyAdd(x5, b, s5b);
            var x6 = Vector512.Create(anchors[6]);
            s6a = Avx512F.FusedMultiplyAdd(x6, a, s6a);
            s6b = Avx512F.FusedMultiplyAdd(x6, b, s6b);
            var x7 = Vector512.Create(anchors[7]);
            s7a = Avx512F.FusedMultiplyAdd(x7, a, s7a);
            s7b = Avx512F.FusedMultiplyAdd(x7, b, s7b);
            var x8 = Vector512.Create(anchors[8]);
            s8a = Avx512F.FusedMultiplyAdd(x8, a, s8a);
            s8b = Avx512F.FusedMultiplyAdd(x8, b, s8b);
            var x9 = Vector512.Create(anchors[9]);
            s9a = Avx512F.FusedMultiplyAdd(x9, a, s9a);
            s9b = Avx512F.FusedMultiplyAdd(x9, b, s9b);
            var x10 = Vector512.Create(anchors[10]);
            s10a = Avx512F.FusedMultiplyAdd(x10, a, s10a);
            s10b = Avx512F.FusedMultiplyAdd(x10, b, s10b);
            var x11 = Vector512.Create(anchors[11]);
            s11a = Avx512F.FusedMultiplyAdd(x11, a, s11a);
            s11b = Avx512F.FusedMultiplyAdd(x11, b, s11b);
        }
        Store(sums, s0a, s0b, accumulate);
        Store(sums + 32, s1a, s1b, accumulate);
        Store(sums + 64, s2a, s2b, accumulate);
        Store(sums + 96, s3a, s3b, accumulate);
        Store(sums + 128, s4a, s4b, accumulate);
        Store(sums + 160, s5a, s5b, accumulate);
        Store(sums + 192, s6a, s6b, accumulate);
        Store(sums + 224, s7a, s7b, accumulate);
        Store(sums + 256, s8a, s8b, accumulate);
        Store(sums + 288, s9a, s9b, accumulate);
        Store(sums + 320, s10a, s10b, accumulate);
        Store(sums + 352, s11a, s11b, accumulate);
    }

    private static void Store(float* row, Vector512<float> a, Vector512<float> b, bool accumulate)
    {
        if (accumulate)
        {
            a += Vector512.Load(row);
            b += Vector512.Load(row + 16);
        }
        a.Store(row);
        b.Store(row + 16);
    }
}
