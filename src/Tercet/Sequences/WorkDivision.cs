namespace Tercet;

/// <summary>Cuts units of work (anchors or passes) into parts of about equal work, in their order.</summary>
internal sealed class WorkDivision
{
    private readonly List<(long Unit, long Steps, long Distances, long Cost)> _units = [];
    private long _cost;

    /// <summary>Makes room for further units at once: a list that grows takes twice the memory.</summary>
    public void Reserve(int units) => _units.EnsureCapacity(_units.Count + units);

    /// <summary>Adds a unit.</summary>
    /// <param name="unit">Its number, greater than those before.</param>
    /// <param name="steps">Its steps, 1 or more.</param>
    /// <param name="distances">Distances that are computed for it.</param>
    /// <param name="cost">Its cost, in distances.</param>
    public void Add(long unit, long steps, long distances, long cost)
    {
        _units.Add((unit, steps, distances, cost));
        _cost += cost;
    }

    /// <summary>
    /// Cuts the units into parts that differ in cost by about a unit. There are fewer parts than wanted where there are fewer units.
    /// </summary>
    /// <param name="count">The parts wanted, 1 or more.</param>
    public IReadOnlyList<WorkPart> Cut(int count)
    {
        var parts = new List<WorkPart>(Math.Min(count, _units.Count));
        var (i, done) = (0, 0L);
        for (var part = 0; part < count && i < _units.Count; part++)
        {
            var until = (long)((Int128)_cost * (part + 1) / count);
            var left = count - part - 1; // parts that still need a unit each
            var (start, steps, distances) = (_units[i].Unit, 0L, 0L);
            var first = i;
            for (; i < _units.Count; i++)
            {
                // A unit belongs to the part in which the greater half of its cost lies.
                var belongs = done + _units[i].Cost / 2 < until || part == count - 1;
                if (i > first && (!belongs || _units.Count - i <= left))
                    break;
                done += _units[i].Cost;
                steps += _units[i].Steps;
                distances += _units[i].Distances;
            }
            parts.Add(new WorkPart(start, _units[i - 1].Unit + 1, steps, distances));
        }
        return parts;
    }
}
