using CsCheck;
using Tercet.Search;

namespace Tercet.Tests.Search;

/// <summary>The passes at full width against plain loops, over rows of every length with excluded values among them.</summary>
public sealed class RowScanTests
{
    private static readonly Gen<float> Value = Gen.OneOf(
        Gen.Int[-3, 3].Select(x => (float)x), Gen.Float[-1, 1], Gen.Const(float.NaN), Gen.Const(-0f), Gen.Const(float.MaxValue), Gen.Const(float.Epsilon));

    private static readonly Gen<float[]> Row = Gen.OneOf(Value.Array[0, 100], Gen.Const(float.NaN).Array[0, 40]);

    private static readonly Gen<float> Limit = Gen.OneOf(Value.Where(x => !float.IsNaN(x)), Gen.Const(float.PositiveInfinity), Gen.Const(float.NegativeInfinity));

    [Fact]
    public void Extremes_are_those_of_the_values_that_count() =>
        Sample(Row, row => RowScan.Extremes(row) == (
            Present(row).DefaultIfEmpty(float.PositiveInfinity).Min(), Present(row).DefaultIfEmpty(float.NegativeInfinity).Max()));

    [Fact]
    public void The_least_from_a_limit_is_found() =>
        Sample(Gen.Select(Row, Limit), t =>
            RowScan.MinAtLeast(t.Item1, t.Item2) == Present(t.Item1).Where(x => x >= t.Item2).DefaultIfEmpty(float.PositiveInfinity).Min());

    [Fact]
    public void Values_below_a_limit_are_counted() =>
        Sample(Gen.Select(Row, Limit), t => RowScan.CountBelow(t.Item1, t.Item2) == t.Item1.Count(x => x < t.Item2));

    [Fact]
    public void Places_within_limits_are_collected_in_order_in_place_of_what_was_there() =>
        Sample(Gen.Select(Row, Limit, Limit), t =>
        {
            List<int> found = [42];
            RowScan.Collect(t.Item1, t.Item2, t.Item3, found);
            return found.SequenceEqual(Enumerable.Range(0, t.Item1.Length).Where(i => t.Item1[i] >= t.Item2 && t.Item1[i] <= t.Item3));
        });

    [Fact]
    public void The_value_of_a_number_is_found_among_those_that_count() =>
        Sample(Row, row =>
        {
            var present = Enumerable.Range(0, row.Length).Where(i => !float.IsNaN(row[i])).ToArray();
            return Enumerable.Range(0, present.Length).All(ordinal => RowScan.IndexOfOrdinal(row, ordinal) == present[ordinal]);
        });

    private static IEnumerable<float> Present(float[] row) => row.Where(x => !float.IsNaN(x));

    private static void Sample<T>(Gen<T> gen, Func<T, bool> property) => gen.Sample(property, iter: 3000, threads: 1);
}
