using CsCheck;
using Tercet.Search;

namespace Tercet.Tests.Search;

/// <summary>The passes at full width against plain loops, over rows of every length with excluded codes among them.</summary>
public sealed unsafe class RowScanTests
{
    private const short Excluded = CodeScale.Excluded;

    private static readonly Gen<short> Code = Gen.OneOf(
        Gen.Short[-3, 3], Gen.Short, Gen.Const(Excluded), Gen.Const(short.MinValue), Gen.Const((short)(Excluded - 1)));

    private static readonly Gen<short[]> Row = Gen.OneOf(
        Code.Array[0, 200], Gen.Const(Excluded).Array[0, 80], Gen.Short[-2, 2].Array[0, 200]);

    /// <summary>Also one beyond the codes at either end, as <see cref="CodeScale"/> gives.</summary>
    private static readonly Gen<int> Limit = Gen.OneOf(
        Gen.Int[-4, 4], Gen.Int[short.MinValue - 1, Excluded], Gen.Const(short.MinValue - 1), Gen.Const((int)Excluded));

    [Fact]
    public void Extremes_are_those_of_the_codes_that_count() =>
        Sample(Row.Where(row => row.Any(code => code != Excluded)), row =>
        {
            fixed (short* codes = row)
                return RowScan.Extremes(codes, row.Length) == (Present(row).Min(), Present(row).Max());
        });

    [Fact]
    public void The_least_from_a_limit_is_found() =>
        Sample(Gen.Select(Row, Limit), t =>
        {
            fixed (short* codes = t.Item1)
                return RowScan.MinFrom(codes, t.Item1.Length, t.Item2) == t.Item1.Where(code => code >= t.Item2)
                    .DefaultIfEmpty(Excluded).Min();
        });

    [Fact]
    public void Codes_below_a_limit_are_counted() =>
        Sample(Gen.Select(Row, Limit), t =>
        {
            fixed (short* codes = t.Item1)
                return RowScan.CountBelow(codes, t.Item1.Length, t.Item2) == t.Item1.Count(code => code < t.Item2);
        });

    [Fact]
    public void Codes_are_counted_beyond_what_a_lane_holds()
    {
        using var row = new NativeBuffer<short>(3_000_001);
        new Span<short>(row.Data, 3_000_001).Fill(-5);
        Assert.Equal(3_000_001, RowScan.CountBelow(row.Data, 3_000_001, -4));
        Assert.Equal(3_000_001, RowScan.Collect(row.Data, 3_000_001, -4, 7, []));
    }

    [Fact]
    public void Places_within_limits_are_collected_in_order_in_place_of_what_was_there_and_those_below_counted() =>
        Sample(Gen.Select(Row, Limit, Limit), t =>
        {
            var (row, low, high) = t;
            List<int> found = [42];
            fixed (short* codes = row)
            {
                return RowScan.Collect(codes, row.Length, low, high, found) == row.Count(code => code < low)
                    && found.SequenceEqual(
                        Enumerable.Range(0, row.Length).Where(i => row[i] != Excluded && row[i] >= low && row[i] <= high));
            }
        });

    [Fact]
    public void Both_ends_are_collected() =>
        Sample(Gen.Select(Row, Limit.Where(code => code >= short.MinValue), Limit), t =>
        {
            var (row, upTo, from) = t;
            List<int> low = [42], high = [43];
            fixed (short* codes = row)
                RowScan.CollectEnds(codes, row.Length, upTo, from, low, high);
            return low.SequenceEqual(Enumerable.Range(0, row.Length).Where(i => row[i] != Excluded && row[i] <= upTo))
                && high.SequenceEqual(Enumerable.Range(0, row.Length).Where(i => row[i] != Excluded && row[i] >= from));
        });

    [Fact]
    public void A_mask_excludes_codes_and_leaves_the_others_as_they_are() =>
        Sample(Gen.Select(Row, Gen.Bool.Array[200]), t =>
        {
            var (row, goes) = t;
            short[] mask = [.. row.Select((_, i) => goes[i] ? Excluded : short.MinValue)];
            short[] expected = [.. row.Select((code, i) => goes[i] ? Excluded : code)];
            fixed (short* codes = row)
                return RowScan.Exclude(codes, row.Length, mask) == expected.Count(code => code != Excluded) && row.SequenceEqual(
                    expected);
        });

    [Fact]
    public void Codes_below_a_limit_are_excluded_and_counted() =>
        Sample(Gen.Select(Row, Limit), t =>
        {
            var (row, limit) = t;
            short[] expected = [.. row.Select(code => code < limit ? Excluded : code)];
            var count = row.Count(code => code < limit);
            fixed (short* codes = row)
                return RowScan.ExcludeBelow(codes, row.Length, limit) == count && row.SequenceEqual(expected);
        });

    [Fact]
    public void Each_candidate_of_several_codes_has_the_least() =>
        Sample(Gen.Select(Gen.Int[1, 4].Array[0, 40], Code.Array[160]), t =>
        {
            var (sizes, row) = t;
            int[] starts = [0, .. sizes.Select((_, i) => sizes.Take(i + 1).Sum())];
            short[] expected = [.. sizes.Select((size, i) => row.Skip(starts[i]).Take(size).Min())];
            fixed (short* codes = row)
                RowScan.TakeLeast(codes, starts);
            return row.Take(sizes.Length).SequenceEqual(expected);
        });

    [Fact]
    public void The_code_of_a_number_is_found_among_those_that_count() =>
        Sample(Row, row =>
        {
            var present = Enumerable.Range(0, row.Length).Where(i => row[i] != Excluded).ToArray();
            fixed (short* codes = row)
            {
                for (var ordinal = 0; ordinal < present.Length; ordinal++)
                {
                    if (RowScan.IndexOfOrdinal(codes, row.Length, ordinal) != present[ordinal])
                        return false;
                }
            }
            return true;
        });

    private static IEnumerable<int> Present(short[] row) => row.Where(code => code != Excluded).Select(code => (int)code);

    private static void Sample<T>(Gen<T> gen, Func<T, bool> property) => gen.Sample(property, iter: 3000, threads: 1);
}
