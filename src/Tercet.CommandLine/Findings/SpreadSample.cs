using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Findings;

/// <summary>
/// A sample of a sequence whose length need not be known: each place is kept with the same probability, halved whenever the sample
/// is full. Which places are kept depends on their index alone, and beats against no cycle.
/// </summary>
/// <param name="capacity">The most that are kept.</param>
internal sealed class SpreadSample<T>(int capacity)
{
    private readonly List<(uint Hash, T Item)> _kept = [];
    private uint _index, _mask;

    /// <summary>The sample, in the order of the sequence.</summary>
    public IReadOnlyList<T> Items => _kept.ConvertAll(kept => kept.Item);

    /// <summary>Adds the next of the sequence.</summary>
    public void Add(T item)
    {
        var hash = Thinning.Mix(_index++);
        if ((hash & _mask) != 0)
            return;
        _kept.Add((hash, item));
        while (_kept.Count > capacity)
        {
            _mask = (_mask << 1) | 1;
            _kept.RemoveAll(kept => (kept.Hash & _mask) != 0);
        }
    }
}
