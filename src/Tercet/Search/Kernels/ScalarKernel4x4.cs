using System.Runtime.CompilerServices;

namespace Tercet.Search.Kernels;

/// <summary>The kernel of last resort, and the one that the others are tested against.</summary>
internal sealed unsafe class ScalarKernel4x4 : TileKernel
{
    public override string Name => "scalar";
    public override int Rows => 4;
    public override int Columns => 4;
    public override bool IsSupported => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(int depth, float* anchors, float* candidates, float* sums, bool accumulate)
    {
        for (var i = 0; i < 4; i++)
        {
            float sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
            for (var k = 0; k < depth; k++)
            {
                var a = anchors[k * 4 + i];
                var b = candidates + k * 4;
                sum0 += a * b[0];
                sum1 += a * b[1];
                sum2 += a * b[2];
                sum3 += a * b[3];
            }
            var row = sums + i * 4;
            row[0] = accumulate ? row[0] + sum0 : sum0;
            row[1] = accumulate ? row[1] + sum1 : sum1;
            row[2] = accumulate ? row[2] + sum2 : sum2;
            row[3] = accumulate ? row[3] + sum3 : sum3;
        }
    }
}
