using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tercet.Search;

/// <summary>Passes over a row of codes at full vector width, which skip <see cref="CodeScale.Excluded"/> ones.</summary>
internal static unsafe class RowScan
{
    /// <summary>Codes per vector.</summary>
    private const int Width = 16;

    /// <summary>Codes between two branches on what was found.</summary>
    private const int Stretch = 4 * Width;

    /// <summary>Codes after which the 16-bit count of a lane may be full.</summary>
    private const int CountedTogether = short.MaxValue * Width;

    private static Vector256<short> Four => Vector256.Create((short)4);

    /// <summary>The least and the greatest code, the other way round where all are excluded.</summary>
    public static (int Min, int Max) Extremes(short* row, int length)
    {
        // The greatest is searched for with 1 added, which wraps the code of exclusion round to the least.
        var min = Vector256.Create(short.MaxValue);
        var max = Vector256.Create(short.MinValue);
        var i = 0;
        for (; i <= length - 2 * Width; i += 2 * Width)
        {
            Vector256<short> a = Vector256.Load(row + i), b = Vector256.Load(row + i + Width);
            min = Vector256.Min(min, Vector256.Min(a, b));
            max = Vector256.Max(max, Vector256.Max(a + Vector256<short>.One, b + Vector256<short>.One));
        }
        int least = short.MaxValue, greatest = short.MinValue;
        for (var lane = 0; lane < Width; lane++)
        {
            least = Math.Min(least, min[lane]);
            greatest = Math.Max(greatest, max[lane]);
        }
        for (; i < length; i++)
        {
            least = Math.Min(least, row[i]);
            greatest = Math.Max(greatest, (short)(row[i] + 1));
        }
        return (least, greatest - 1);
    }

    /// <summary>The least code from <paramref name="low"/> on, <see cref="CodeScale.Excluded"/> where there is none.</summary>
    public static int MinFrom(short* row, int length, int low)
    {
        low = Math.Max(low, short.MinValue);
        var floor = Vector256.Create((short)low);
        var top = Vector256.Create(CodeScale.Excluded);
        var min = top;
        var i = 0;
        for (; i <= length - Width; i += Width)
        {
            var codes = Vector256.Load(row + i);
            min = Vector256.Min(min, Vector256.ConditionalSelect(Vector256.LessThan(codes, floor), top, codes));
        }
        int least = CodeScale.Excluded;
        for (var lane = 0; lane < Width; lane++)
            least = Math.Min(least, min[lane]);
        for (; i < length; i++)
        {
            if (row[i] >= low)
                least = Math.Min(least, row[i]);
        }
        return least;
    }

    /// <summary>How many codes are less than <paramref name="high"/>.</summary>
    public static int CountBelow(short* row, int length, int high)
    {
        if (high <= short.MinValue)
            return 0;
        var ceiling = Vector256.Create((short)high);
        int count = 0, i = 0;
        while (i <= length - 2 * Width)
        {
            Vector256<short> even = default, odd = default;
            for (var end = Math.Min(length, i + (long)CountedTogether); i <= end - 2 * Width; i += 2 * Width)
            {
                even -= Vector256.LessThan(Vector256.Load(row + i), ceiling);
                odd -= Vector256.LessThan(Vector256.Load(row + i + Width), ceiling);
            }
            count += Sum(even) + Sum(odd);
        }
        for (; i < length; i++)
            count += row[i] < high ? 1 : 0;
        return count;
    }

    /// <summary>Replaces the contents of <paramref name="indices"/> by the indices, ascending, of codes in [low, high].</summary>
    /// <returns>How many codes are less than <paramref name="low"/>.</returns>
    public static int Collect(short* row, int length, int low, int high, List<int> indices)
    {
        indices.Clear();
        low = Math.Max(low, short.MinValue);
        if (high < low)
            return CountBelow(row, length, low);
        high = Math.Min(high, CodeScale.Excluded - 1);
        var floor = Vector256.Create((short)low);
        var ceiling = Vector256.Create((short)high);
        int below = 0, i = 0;
        while (i <= length - Stretch)
        {
            // Codes within the limits show in the difference of two counts, so one branch per stretch is enough.
            Vector256<short> less = default, beyond = default, outside = default;
            for (var end = Math.Min(length, i + (long)CountedTogether); i <= end - Stretch; i += Stretch)
            {
                Vector256<short> a = Vector256.Load(row + i), b = Vector256.Load(row + i + Width);
                Vector256<short> c = Vector256.Load(row + i + 2 * Width), d = Vector256.Load(row + i + 3 * Width);
                less -= Vector256.GreaterThan(floor, a) + Vector256.GreaterThan(floor, b)
                    + (Vector256.GreaterThan(floor, c) + Vector256.GreaterThan(floor, d));
                beyond -= Vector256.GreaterThan(a, ceiling) + Vector256.GreaterThan(b, ceiling)
                    + (Vector256.GreaterThan(c, ceiling) + Vector256.GreaterThan(d, ceiling));
                outside += Four;
                if (less + beyond == outside)
                    continue;
                outside = less + beyond;
                for (var v = i; v < i + Stretch; v += Width)
                {
                    var codes = Vector256.Load(row + v);
                    AddLanes(~(Vector256.GreaterThan(floor, codes) | Vector256.GreaterThan(codes, ceiling)), v, indices);
                }
            }
            below += Sum(less);
        }
        for (; i < length; i++)
        {
            if (row[i] < low)
                below++;
            else if (row[i] <= high)
                indices.Add(i);
        }
        return below;
    }

    /// <summary>Replaces the contents of two lists by the indices, ascending, of codes up to one and from another on.</summary>
    public static void CollectEnds(short* row, int length, int upTo, int from, List<int> low, List<int> high)
    {
        low.Clear();
        high.Clear();
        var floor = Vector256.Create((short)upTo);
        var ceiling = Vector256.Create((short)Math.Max(from, short.MinValue));
        var excluded = Vector256.Create(CodeScale.Excluded);
        var i = 0;
        for (; i <= length - Width; i += Width)
        {
            var codes = Vector256.Load(row + i);
            var near = Vector256.LessThanOrEqual(codes, floor);
            var far = Vector256.GreaterThanOrEqual(codes, ceiling);
            if ((near | far) == Vector256<short>.Zero)
                continue;
            var present = ~Vector256.Equals(codes, excluded);
            AddLanes(near & present, i, low);
            AddLanes(far & present, i, high);
        }
        for (; i < length; i++)
        {
            if (row[i] == CodeScale.Excluded)
                continue;
            if (row[i] <= upTo)
                low.Add(i);
            if (row[i] >= from)
                high.Add(i);
        }
    }

    /// <summary>Excludes the codes that a mask excludes: each becomes the greater of itself and the mask's.</summary>
    /// <returns>How many codes are left.</returns>
    public static int Exclude(short* row, int length, ReadOnlySpan<short> mask)
    {
        ref var from = ref MemoryMarshal.GetReference(mask[..length]);
        var i = 0;
        for (; i <= length - Width; i += Width)
            Vector256.Max(Vector256.Load(row + i), Vector256.LoadUnsafe(ref from, (nuint)i)).Store(row + i);
        for (; i < length; i++)
            row[i] = Math.Max(row[i], mask[i]);
        return CountBelow(row, length, CodeScale.Excluded);
    }

    /// <summary>Excludes the codes that are less than <paramref name="low"/>.</summary>
    /// <returns>How many they were.</returns>
    public static int ExcludeBelow(short* row, int length, int low)
    {
        var count = CountBelow(row, length, low);
        if (count == 0)
            return 0;
        var floor = Vector256.Create((short)low);
        var top = Vector256.Create(CodeScale.Excluded);
        var i = 0;
        for (; i <= length - Width; i += Width)
        {
            var codes = Vector256.Load(row + i);
            Vector256.ConditionalSelect(Vector256.LessThan(codes, floor), top, codes).Store(row + i);
        }
        for (; i < length; i++)
        {
            if (row[i] < low)
                row[i] = CodeScale.Excluded;
        }
        return count;
    }

    /// <summary>
    /// Gives each candidate of several codes, one after the other, the least of them: the code of a value within the bound of the
    /// nearest row's proxy.
    /// </summary>
    /// <param name="row">The codes; those of the candidates go to the front.</param>
    /// <param name="starts">Where those of each candidate begin, and last where they end; each has one or more.</param>
    public static void TakeLeast(short* row, int[] starts)
    {
        var i = starts[0];
        for (var candidate = 0; candidate < starts.Length - 1; candidate++)
        {
            int least = row[i++];
            for (var end = starts[candidate + 1]; i < end; i++)
            {
                // The minimum by the sign of the difference: which is less is random, and a branch on it would be mispredicted.
                var difference = row[i] - least;
                least += difference & (difference >> 31);
            }
            row[candidate] = (short)least; // overwrites a code that has been read
        }
    }

    /// <summary>The index of the code number <paramref name="ordinal"/>, from 0, among those not excluded.</summary>
    public static int IndexOfOrdinal(short* row, int length, int ordinal)
    {
        var excluded = Vector256.Create(CodeScale.Excluded);
        var i = 0;
        for (; i <= length - Width; i += Width)
        {
            var absent = BitOperations.PopCount(Vector256.Equals(Vector256.Load(row + i), excluded).ExtractMostSignificantBits());
            if (ordinal < Width - absent)
                break;
            ordinal -= Width - absent;
        }
        for (; ; i++)
        {
            if (row[i] != CodeScale.Excluded && ordinal-- == 0)
                return i;
        }
    }

    private static void AddLanes(Vector256<short> lanes, int first, List<int> indices)
    {
        for (var bits = lanes.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            indices.Add(first + BitOperations.TrailingZeroCount(bits));
    }

    private static int Sum(Vector256<short> counts)
    {
        var (low, high) = Vector256.Widen(counts);
        return Vector256.Sum(low) + Vector256.Sum(high);
    }
}
