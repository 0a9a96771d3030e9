using Tercet.Search;
using Tercet.Search.Kernels;

namespace Tercet.Tests.Search.Kernels;

/// <summary>Every kernel that this processor runs, against plain sums in double.</summary>
public sealed unsafe class KernelTests
{
    private static readonly int[] Depths = [1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 255, 256, 257, 300];

    public static TheoryData<string, int, bool> Cases()
    {
        var cases = new TheoryData<string, int, bool>();
        foreach (var kernel in KernelTable.All.Where(kernel => kernel.IsSupported))
        {
            foreach (var depth in Depths)
            {
                cases.Add(kernel.Name, depth, false);
                cases.Add(kernel.Name, depth, true);
            }
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_of_products_are_within_the_bound_that_grows_with_depth(string name, int depth, bool accumulate)
    {
        var stream = new RandomStream(1, RandomPurpose.Pool, 0, (ulong)depth);
        const double Unit = 1.0 / (1 << 24);
        Check(name, depth, accumulate, () => (float)(2 * stream.NextDouble() - 1), (before, sum, absolute, computed) =>
        {
            var gamma = depth * Unit / (1 - depth * Unit);
            var rounding = accumulate ? Unit * (Math.Abs(before + sum) + gamma * absolute) : 0;
            Assert.InRange(computed, before + sum - gamma * absolute - rounding, before + sum + gamma * absolute + rounding);
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_of_small_integers_are_exact(string name, int depth, bool accumulate)
    {
        var stream = new RandomStream(2, RandomPurpose.Pool, 0, (ulong)depth);
        Check(
            name, depth, accumulate, () => stream.Next(31) - 15,
            (before, sum, _, computed) => Assert.Equal(before + sum, computed));
    }

    [Fact]
    public void The_table_goes_from_wide_to_scalar_and_names_are_distinct()
    {
        Assert.Equal(["avx512", "avx2", "vector128", "scalar"], KernelTable.All.Select(kernel => kernel.Name));
        Assert.True(KernelTable.All[^1].IsSupported);
    }

    private static void Check(
        string name, int depth, bool accumulate, Func<float> draw, Action<double, double, double, double> check)
    {
        var kernel = KernelTable.All.Single(kernel => kernel.Name == name);
        int rows = kernel.Rows, columns = kernel.Columns;
        using var anchors = Filled(depth * rows, draw);
        using var candidates = Filled(depth * columns, draw);
        using var sums = Filled(rows * columns, draw);
        var before = new Span<float>(sums.Data, rows * columns).ToArray();
        kernel.Multiply(depth, anchors.Data, candidates.Data, sums.Data, accumulate);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                double sum = 0, absolute = 0;
                for (var k = 0; k < depth; k++)
                {
                    var product = (double)anchors.Data[k * rows + i] * candidates.Data[k * columns + j];
                    sum += product;
                    absolute += Math.Abs(product);
                }
                check(accumulate ? before[i * columns + j] : 0, sum, absolute, sums.Data[i * columns + j]);
            }
        }
    }

    private static NativeBuffer<float> Filled(int length, Func<float> draw)
    {
        var buffer = new NativeBuffer<float>(length);
        for (var i = 0; i < length; i++)
            buffer.Data[i] = draw();
        return buffer;
    }
}
