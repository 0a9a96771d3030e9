namespace Tercet.Search;

/// <summary>
/// The codes of one anchor's candidates, and a window on them: the candidates with codes in one interval, collected in a single
/// pass over the row. Queries within that interval read the window instead of the row.
/// </summary>
internal sealed unsafe class CodedRow
{
    private readonly List<int> _window = [];
    private short* _codes;
    private int _low, _high; // of the window
    private int _below; // candidates with codes less than _low
    private (int Min, int Max)? _range;

    /// <summary>Candidates, excluded ones included.</summary>
    public int Length { get; private set; }

    /// <summary>The least and the greatest code.</summary>
    public (int Min, int Max) Range => _range ??= RowScan.Extremes(_codes, Length);

    /// <summary>The code of a candidate.</summary>
    public int this[int index] => _codes[index];

    /// <summary>Switches to another anchor.</summary>
    /// <param name="codes">A code for each candidate; exclusions are written into them.</param>
    /// <param name="length">Candidates.</param>
    public void Begin(short* codes, int length)
    {
        _codes = codes;
        Length = length;
        Invalidate();
    }

    /// <summary>Whether a candidate has not been excluded.</summary>
    public bool Contains(int index) => _codes[index] != CodeScale.Excluded;

    /// <summary>Excludes a candidate.</summary>
    public void Exclude(int index)
    {
        _codes[index] = CodeScale.Excluded;
        Invalidate();
    }

    /// <summary>Excludes many candidates.</summary>
    /// <returns>How many are left.</returns>
    public int Exclude(ExclusionMask mask)
    {
        Invalidate();
        return RowScan.Exclude(_codes, Length, mask.Codes);
    }

    /// <summary>Excludes the candidates with codes below <paramref name="low"/>.</summary>
    /// <returns>How many they were.</returns>
    public int ExcludeBelow(int low)
    {
        Invalidate();
        return RowScan.ExcludeBelow(_codes, Length, low);
    }

    /// <summary>Replaces the contents of a list by the candidates with codes in [low, high], ascending.</summary>
    /// <returns>How many candidates have lesser codes.</returns>
    public int Collect(int low, int high, List<int> indices)
    {
        EnsureWindow(low, high);
        indices.Clear();
        var below = _below;
        foreach (var index in _window)
        {
            if (_codes[index] < low)
                below++;
            else if (_codes[index] <= high)
                indices.Add(index);
        }
        return below;
    }

    /// <summary>Replaces the contents of a list by the candidates with codes up to <paramref name="high"/>, ascending.</summary>
    public void CollectUpTo(int high, List<int> indices) => RowScan.Collect(_codes, Length, short.MinValue, high, indices);

    /// <summary>Replaces the contents of two lists by the candidates with codes up to one and from another on.</summary>
    public void CollectEnds(int upTo, int from, List<int> low, List<int> high) =>
        RowScan.CollectEnds(_codes, Length, upTo, from, low, high);

    /// <summary>The least code of at least <paramref name="low"/>, which is not below the window.</summary>
    public int LeastFrom(int low)
    {
        int least = CodeScale.Excluded;
        foreach (var index in _window)
        {
            if (_codes[index] >= low)
                least = Math.Min(least, _codes[index]);
        }
        return least < CodeScale.Excluded ? least : RowScan.MinFrom(_codes, Length, low);
    }

    /// <summary>The code number <paramref name="rank"/>, from 0, in ascending order.</summary>
    public int AtRank(int rank) => Bisect(rank, Range.Min, Range.Max);

    /// <summary>
    /// The code number <paramref name="rank"/>, from 0, in ascending order, which is at least <paramref name="low"/> and probably
    /// near it: the interval to bisect grows from <paramref name="step"/>.
    /// </summary>
    public int AtRank(int rank, int low, int step)
    {
        var high = Range.Max;
        for (; low + step <= high; step *= 2)
        {
            if (RowScan.CountBelow(_codes, Length, low + step) <= rank)
                low += step;
            else
                high = low + step - 1;
        }
        return Bisect(rank, low, high);
    }

    /// <summary>The index of the candidate number <paramref name="ordinal"/>, from 0, among those not excluded.</summary>
    public int IndexOfOrdinal(int ordinal) => RowScan.IndexOfOrdinal(_codes, Length, ordinal);

    /// <summary>Makes the window hold the candidates with codes in [low, high], and possibly more.</summary>
    public void EnsureWindow(int low, int high)
    {
        if (_low <= low && high <= _high)
            return;
        _below = RowScan.Collect(_codes, Length, low, high, _window);
        (_low, _high) = (low, high);
    }

    private int Bisect(int rank, int low, int high)
    {
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (RowScan.CountBelow(_codes, Length, middle) <= rank)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private void Invalidate()
    {
        (_low, _high) = (int.MaxValue, int.MinValue);
        _range = null;
    }
}
