namespace Tercet.CommandLine.Findings;

/// <summary>
/// Counts distances of several kinds in bins of one width, in one pass. The width is a power of two and doubles where a distance lies
/// beyond the last bin, so that the order of the distances does not matter.
/// </summary>
/// <param name="kinds">How many kinds of distances there are.</param>
internal sealed class DistanceHistogram(int kinds)
{
    private const int Bins = 512;

    private readonly long[][] _counts = [.. Enumerable.Range(0, kinds).Select(_ => new long[Bins])];
    private readonly double[] _sums = new double[kinds];
    private double _width, _least = double.PositiveInfinity, _greatest;

    /// <summary>How many distances of a kind there are.</summary>
    public long Count(int kind) => _counts[kind].Sum();

    /// <summary>The mean of a kind; NaN where there is none.</summary>
    public double Mean(int kind) => _sums[kind] / Count(kind);

    /// <summary>Adds a distance.</summary>
    /// <param name="kind">Its kind, from 0.</param>
    /// <param name="distance">The distance; one below 0, by rounding, counts as 0.</param>
    public void Add(int kind, double distance)
    {
        _sums[kind] += distance;
        distance = Math.Max(0, distance);
        (_least, _greatest) = (Math.Min(_least, distance), Math.Max(_greatest, distance));
        if (distance >= _width * Bins)
            Widen(distance);
        _counts[kind][BinOf(distance)]++;
    }

    /// <summary>The distances in at most as many bars, from the least to the greatest.</summary>
    /// <param name="bars">The most bars.</param>
    public HistogramBars ToBars(int bars)
    {
        int first = BinOf(_least), last = BinOf(_greatest), together = 1;
        while (last / together - first / together >= bars)
            together++;
        var start = first / together;
        long[][] counts =
        [
            .. _counts.Select(bins => Enumerable.Range(start, last / together - start + 1)
                .Select(bar => bins.Skip(bar * together).Take(together).Sum()).ToArray()),
        ];
        var width = _width == 0 ? 1 : _width * together;
        return new HistogramBars(start * width, width, counts);
    }

    private int BinOf(double distance) => _width == 0 ? 0 : (int)Math.Min(Bins - 1, distance / _width);

    private void Widen(double distance)
    {
        if (distance == 0)
            return; // the width is not known yet; all so far are in the first bin
        if (_width == 0)
            _width = Math.ScaleB(1, Math.ILogB(distance) + 1) / Bins;
        while (distance >= _width * Bins)
        {
            foreach (var bins in _counts)
            {
                for (var i = 0; i < Bins; i++)
                    bins[i] = i < Bins / 2 ? bins[2 * i] + bins[2 * i + 1] : 0;
            }
            _width *= 2;
        }
    }
}
