using System.Numerics;

namespace Tercet.Search;

/// <summary>
/// Passes over a row of float32 values at full vector width. NaN marks a value that does not count: it is passed over
/// everywhere, since every comparison with it is false.
/// </summary>
internal static class RowScan
{
    /// <summary>The least and the greatest value, +∞ and −∞ where there is none.</summary>
    public static (float Min, float Max) Extremes(ReadOnlySpan<float> row)
    {
        var min = new Vector<float>(float.PositiveInfinity);
        var max = new Vector<float>(float.NegativeInfinity);
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(row[i..]);
            min = Vector.ConditionalSelect(Vector.LessThan(values, min), values, min);
            max = Vector.ConditionalSelect(Vector.GreaterThan(values, max), values, max);
        }
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            least = Math.Min(least, min[lane]);
            greatest = Math.Max(greatest, max[lane]);
        }
        for (; i < row.Length; i++)
        {
            if (row[i] < least)
                least = row[i];
            if (row[i] > greatest)
                greatest = row[i];
        }
        return (least, greatest);
    }

    /// <summary>The least value that is at least <paramref name="low"/>, +∞ where there is none.</summary>
    public static float MinAtLeast(ReadOnlySpan<float> row, float low)
    {
        var floor = new Vector<float>(low);
        var infinity = new Vector<float>(float.PositiveInfinity);
        var min = infinity;
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(row[i..]);
            var eligible = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(values, floor), values, infinity);
            min = Vector.Min(min, eligible);
        }
        var least = float.PositiveInfinity;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
            least = Math.Min(least, min[lane]);
        for (; i < row.Length; i++)
        {
            if (row[i] >= low && row[i] < least)
                least = row[i];
        }
        return least;
    }

    /// <summary>How many values are less than <paramref name="high"/>.</summary>
    public static int CountBelow(ReadOnlySpan<float> row, float high)
    {
        var ceiling = new Vector<float>(high);
        var counts = Vector<int>.Zero;
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
            counts -= Vector.LessThan(new Vector<float>(row[i..]), ceiling);
        var count = Vector.Sum(counts);
        for (; i < row.Length; i++)
            count += row[i] < high ? 1 : 0;
        return count;
    }

    /// <summary>Replaces the contents of <paramref name="indices"/> by the places, ascending, of values in [low, high].</summary>
    public static void Collect(ReadOnlySpan<float> row, float low, float high, List<int> indices)
    {
        indices.Clear();
        var floor = new Vector<float>(low);
        var ceiling = new Vector<float>(high);
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(row[i..]);
            var inside = Vector.GreaterThanOrEqual(values, floor) & Vector.LessThanOrEqual(values, ceiling);
            if (inside == Vector<int>.Zero)
                continue;
            for (var lane = 0; lane < Vector<float>.Count; lane++)
            {
                if (inside[lane] != 0)
                    indices.Add(i + lane);
            }
        }
        for (; i < row.Length; i++)
        {
            if (row[i] >= low && row[i] <= high)
                indices.Add(i);
        }
    }

    /// <summary>The place of the value number <paramref name="ordinal"/>, from 0, among those that are not NaN.</summary>
    public static int IndexOfOrdinal(ReadOnlySpan<float> row, int ordinal)
    {
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var values = new Vector<float>(row[i..]);
            var present = -Vector.Sum(Vector.Equals(values, values));
            if (ordinal < present)
                break;
            ordinal -= present;
        }
        for (; ; i++)
        {
            if (!float.IsNaN(row[i]) && ordinal-- == 0)
                return i;
        }
    }
}
