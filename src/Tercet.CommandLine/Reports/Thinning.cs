namespace Tercet.CommandLine.Reports;

/// <summary>Fewer points that still look like all of them.</summary>
internal static class Thinning
{
    /// <summary>
    /// At most <paramref name="most"/> indices, one from each of as many equal runs. The place within a run is scattered,
    /// as any regular stride would beat against the cycles of the schedule and draw patterns that are not there.
    /// </summary>
    public static int[] Spread(int count, int most)
    {
        if (count <= most)
            return [.. Enumerable.Range(0, count)];

        var chosen = new int[most];
        double run = (double)count / most;
        for (int i = 0; i < most; i++)
            chosen[i] = (int)((i + Scatter((uint)i)) * run);
        return chosen;
    }

    /// <summary>A number that looks random, by the mixer lowbias32 (Wellons 2018).</summary>
    public static uint Mix(uint i)
    {
        i = (i ^ (i >> 16)) * 0x7FEB352D;
        i = (i ^ (i >> 15)) * 0x846CA68B;
        return i ^ (i >> 16);
    }

    /// <summary>The same in [0, 1).</summary>
    private static double Scatter(uint i) => Mix(i) / 4294967296.0;

    /// <summary>
    /// The indices of a line through at most <paramref name="runs"/> runs that keeps the first, lowest, highest and last
    /// point of each, so that no rise or drop is lost.
    /// </summary>
    public static int[] Envelope(double[] values, int runs)
    {
        if (values.Length <= runs * 4)
            return [.. Enumerable.Range(0, values.Length)];

        var kept = new List<int>(runs * 4);
        for (int run = 0; run < runs; run++)
        {
            int first = (int)((long)values.Length * run / runs), end = (int)((long)values.Length * (run + 1) / runs);
            int low = first, high = first;
            for (int i = first; i < end; i++)
            {
                if (values[i] < values[low])
                    low = i;
                if (values[i] > values[high])
                    high = i;
            }
            kept.AddRange(new SortedSet<int> { first, low, high, end - 1 });
        }
        return [.. kept];
    }

    public static double[] Pick(double[] values, int[] indices) => [.. indices.Select(i => values[i])];
}
