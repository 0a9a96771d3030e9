using Tercet.Search;
using Tercet.Search.Kernels;

namespace Tercet.Tests.Search;

/// <summary>
/// Code that works with pointers, on memory that ends or begins at a page which may not be touched: where it went past its
/// buffers, by a byte, the process would die here instead of reading its neighbours' values unnoticed elsewhere.
/// </summary>
public sealed unsafe class GuardPageTests
{
    private static readonly int[] Depths = [1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 255, 256, 257];

    public static TheoryData<string, Guard> Kernels() =>
        new MatrixTheoryData<string, Guard>(
            KernelTable.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name), Enum.GetValues<Guard>());

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_kernel_keeps_to_its_three_buffers(string name, Guard guard)
    {
        var kernel = KernelTable.All.Single(kernel => kernel.Name == name);
        foreach (var depth in Depths)
        {
            using var anchors = new GuardedBuffer<float>(depth * kernel.Rows, guard);
            using var candidates = new GuardedBuffer<float>(depth * kernel.Columns, guard);
            using var sums = new GuardedBuffer<float>(kernel.Rows * kernel.Columns, guard);
            anchors.Span.Fill(1);
            candidates.Span.Fill(1);
            kernel.Multiply(depth, anchors.Data, candidates.Data, sums.Data, accumulate: false);
            Assert.Equal(-1, sums.Span.IndexOfAnyExcept(depth));
            kernel.Multiply(depth, anchors.Data, candidates.Data, sums.Data, accumulate: true);
            Assert.Equal(-1, sums.Span.IndexOfAnyExcept(2 * depth));
        }
    }

    [Theory]
    [InlineData(Guard.Start)]
    [InlineData(Guard.End)]
    public void Passes_over_a_row_keep_to_it(Guard guard)
    {
        List<int> low = [], high = [];
        for (var length = 0; length <= 200; length++)
        {
            using var row = new GuardedBuffer<short>(length, guard);
            var codes = row.Data;
            foreach (var code in new short[] { short.MinValue, 0, CodeScale.Excluded })
            {
                row.Span.Fill(code);
                var present = code == CodeScale.Excluded ? 0 : length;
                var negative = code < 0 ? length : 0;
                var zeros = code == 0 ? length : 0;
                var extremes = present > 0 ? (code, code) : (CodeScale.Excluded, short.MinValue - 1);
                Assert.Equal(extremes, RowScan.Extremes(codes, length));
                Assert.Equal(zeros > 0 ? 0 : CodeScale.Excluded, RowScan.MinFrom(codes, length, 0));
                Assert.Equal(negative, RowScan.CountBelow(codes, length, 0));
                Assert.Equal(negative, RowScan.Collect(codes, length, 0, 5, low));
                Assert.Equal(Enumerable.Range(0, zeros), low);
                RowScan.CollectEnds(codes, length, -1, 0, low, high);
                Assert.Equal(Enumerable.Range(0, negative), low);
                Assert.Equal(Enumerable.Range(0, zeros), high);
                for (var ordinal = 0; ordinal < present; ordinal++)
                    Assert.Equal(ordinal, RowScan.IndexOfOrdinal(codes, length, ordinal));
                RowScan.TakeLeast(codes, [.. Enumerable.Range(0, length + 1)]);
                Assert.Equal(present, RowScan.Exclude(codes, length, row.Span.ToArray()));
            }
        }
    }

    [Theory]
    [InlineData(Guard.Start)]
    [InlineData(Guard.End)]
    public void The_last_code_that_counts_is_found_at_the_end_of_a_row_of_excluded_ones(Guard guard)
    {
        for (var length = 1; length <= 200; length++)
        {
            using var row = new GuardedBuffer<short>(length, guard);
            row.Span[..^1].Fill(CodeScale.Excluded);
            Assert.Equal(length - 1, RowScan.IndexOfOrdinal(row.Data, length, 0));
        }
    }

    /// <summary>At each place of the panel in turn, the last of which leaves nothing behind the last column.</summary>
    [Theory]
    [InlineData(Guard.Start, 4)]
    [InlineData(Guard.End, 4)]
    [InlineData(Guard.Start, 8)]
    [InlineData(Guard.End, 8)]
    [InlineData(Guard.Start, 32)]
    [InlineData(Guard.End, 32)]
    public void A_transposition_keeps_to_its_rows_and_its_target(Guard guard, int stride)
    {
        foreach (var length in Enumerable.Range(0, 41).Concat([255, 257, 1023]))
        {
            using var rows = new GuardedBuffer<float>(Transposition.Side * length, guard);
            using var target = new GuardedBuffer<float>(stride * length, guard);
            for (var i = 0; i < rows.Length; i++)
                rows.Data[i] = i;
            for (var first = 0; first < stride; first += Transposition.Side)
                Transposition.Write(rows.Data, length, target.Data + first, stride);
            for (var place = 0; place < target.Length; place++)
                Assert.Equal(place % stride % Transposition.Side * length + place / stride, target.Data[place]);
        }
    }

    [Theory]
    [InlineData(Guard.Start, Guard.Start)]
    [InlineData(Guard.Start, Guard.End)]
    [InlineData(Guard.End, Guard.Start)]
    [InlineData(Guard.End, Guard.End)]
    public void A_conversion_from_float16_keeps_to_source_and_destination(Guard sourceGuard, Guard guard)
    {
        for (var length = 0; length <= 50; length++)
        {
            using var source = new GuardedBuffer<ushort>(length, sourceGuard);
            using var destination = new GuardedBuffer<float>(length, guard);
            source.Span.Fill(BitConverter.HalfToUInt16Bits((Half)1.5));
            HalfConversion.ToSingle(source.Data, destination.Span);
            Assert.Equal(-1, destination.Span.IndexOfAnyExcept(1.5f));
        }
    }

    /// <summary>Also panels whose columns are no multiple of a vector's.</summary>
    [Theory]
    [InlineData(Guard.Start)]
    [InlineData(Guard.End)]
    public void Codes_are_written_to_their_target_and_no_farther(Guard guard)
    {
        var scale = new CodeScale(0.5f, 1.5f, 1e-6);
        using var matrix = Vectors.Create("plain", 100, 3, seed: 1);
        var ids = Enumerable.Range(0, matrix.Count).ToArray();
        var space = new VectorSpace(matrix, ids, matrix, ids, Distance.Euclidean, threads: 1);
        foreach (var columns in new[] { 4, 8, 12, 16, 20, 24, 28, 32, 36, 48, 60, 64 })
        {
            using var panel = new Panel(columns, matrix.Dimensions);
            using var products = new GuardedBuffer<float>(columns, guard);
            using var codes = new GuardedBuffer<short>(columns, guard);
            panel.Pack(matrix, ids, ids.AsSpan(0, columns), space);
            panel.WriteCodes(products.Data, 0.5f, scale, codes.Data);
            for (var j = 0; j < columns; j++)
                Assert.Equal(scale.Of(panel.Value(products.Data, 0.5f, j)), codes.Data[j]);
        }
    }

    /// <summary>Rows of an embedding file lie in mapped memory: the last ends where the file does.</summary>
    [Theory]
    [InlineData(Distance.SquaredEuclidean, Guard.Start)]
    [InlineData(Distance.SquaredEuclidean, Guard.End)]
    [InlineData(Distance.Cosine, Guard.Start)]
    [InlineData(Distance.Cosine, Guard.End)]
    public void A_row_is_brought_to_the_space_from_within_its_bounds(Distance distance, Guard guard)
    {
        for (var length = 1; length <= 40; length++)
        {
            using var matrix = Vectors.Create("plain", 5, length, seed: 1);
            int[] ids = [0, 1, 2, 3, 4];
            var space = new VectorSpace(matrix, ids, matrix, ids, distance, threads: 1);
            using var source = new GuardedBuffer<float>(length, guard);
            using var destination = new GuardedBuffer<float>(length, guard);
            matrix.CopyRow(3, source.Span);
            var factor = space.FactorOf(source.Span);
            space.Transform(source.Span, 0, factor, destination.Span);
            var (_, square) = space.Measure(source.Span);
            Assert.Equal(space.Squares[3], square);
            Assert.Equal(square, destination.Span.ToArray().Sum(component => (double)component * component), 1e-5);
        }
    }
}
