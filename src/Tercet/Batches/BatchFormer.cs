using Tercet.Search;

namespace Tercet;

/// <summary>
/// Forms the batches of a pass. The first class, in coverage order, that is not yet used and may be in the batch opens a group; it is joined by those at the asked hardness among
/// all that are left, until the group is full, or the batch. So each class comes once a pass, whatever the schedule.
/// </summary>
internal sealed class BatchFormer(
    BatchOptions options, Subset subset, ClassPool pool, ClassConflicts conflicts, Coverage coverage, Func<int, double> distanceToOwn)
{
    /// <summary>
    /// Rows are computed for the next classes in coverage order together, in the hope that they open groups. As many are taken as
    /// leave about an eighth of the rows unused, since their class has joined a group by then.
    /// </summary>
    private const int Caution = 4;

    /// <summary>As many rows as a kernel computes at once cost no more than one.</summary>
    private const int FewestTogether = 12;

    /// <summary>Openers that are sure to be needed, computed together.</summary>
    private const int MostTogether = 1024;

    private readonly List<FormedClass> _batch = [];
    private readonly HashSet<int> _blocked = []; // may not join the batch, since they conflict with one in it
    private readonly Queue<FormedClass[]> _formed = [];
    private int[] _order = [];
    private int _cursor, _groups, _begun;
    private (int Opener, int Missing)? _unfinished;
    private bool _passedOver, _refilled;
    private Func<int, double?> _hardness = _ => null;
    private int _wanted;

    /// <summary>Forms the first batches of a pass.</summary>
    /// <param name="pass">The pass, from 0.</param>
    /// <param name="count">How many batches, at most those of a pass.</param>
    /// <param name="hardness">The hardness asked of each; null for random classes.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public IEnumerable<FormedClass[]> Form(long pass, int count, Func<int, double?> hardness, CancellationToken cancellationToken)
    {
        (_order, _hardness, _wanted) = ([.. coverage.OrderOf(pass)], hardness, count);
        (_cursor, _groups, _begun, _unfinished, _passedOver, _refilled) = (0, 0, 0, null, false, false);
        _batch.Clear();
        _blocked.Clear();
        pool.Begin(pass);
        while (_begun < count)
        {
            Go(cancellationToken);
            while (_formed.TryDequeue(out var batch))
                yield return batch;
        }
    }

    /// <summary>Opens groups, as many as can be at once; the batch is closed where none can be opened.</summary>
    private void Go(CancellationToken cancellationToken)
    {
        if (_unfinished is { } group)
        {
            _unfinished = null;
            pool.Visit([group.Opener], (opener, row) => Join(opener, row, group.Missing), cancellationToken);
            CloseIfFull();
        }
        else if (Openers() is { Length: > 0 } openers)
        {
            pool.Visit(openers, OpenGroup, cancellationToken);
        }
        else if (MayRefill)
        {
            Refill();
        }
        else
        {
            Close();
        }
    }

    /// <summary>Classes of the pass that no batch has, once its batches are formed.</summary>
    public int LeftOut => _refilled ? 0 : pool.Count;

    private bool IsLast => _begun == options.BatchesOf(subset.Classes) - 1;

    private bool MayRefill => options.Last == LastBatchHandling.Fill && IsLast && !_refilled && pool.Count == 0;

    /// <summary>The classes that open the next groups, unless they have joined one before their turn.</summary>
    private int[] Openers()
    {
        var rest = Rest();
        if (_passedOver)
        {
            _passedOver = false;
            return [.. rest.Where(place => !_blocked.Contains(place)).Take(1)];
        }
        var groups = (int)Math.Min(int.MaxValue, (long)(_wanted - _begun) * ((options.ClassesPerBatch + options.GroupSize - 1) / options.GroupSize));
        // Random classes join in coverage order, so it is known who is left to open the next group.
        return options.Strategy == Strategy.Random
            ? [.. rest.Where((_, i) => i == 0 || (_batch.Count + i) % options.ClassesPerBatch % options.GroupSize == 0).Take(Math.Min(groups, MostTogether))]
            : [.. rest.Take(Math.Min(groups, Math.Max(FewestTogether, pool.Count / (Caution * (options.GroupSize - 1)))))];
    }

    /// <summary>The classes that are left, in coverage order.</summary>
    private IEnumerable<int> Rest()
    {
        while (_cursor < _order.Length && !pool.Has(_order[_cursor]))
            _cursor++;
        return Enumerable.Range(_cursor, _order.Length - _cursor).Select(i => _order[i]).Where(pool.Has);
    }

    private void OpenGroup(int opener, CandidateRow row)
    {
        if (_passedOver || _unfinished is not null || _begun == _wanted || !pool.Has(opener))
            return;
        if (_blocked.Contains(opener) || Rest().First(place => !_blocked.Contains(place)) != opener)
        {
            _passedOver = true; // it is not its turn, nor of those after it: the first that may be in the batch is sought
            return;
        }
        var joining = Math.Min(options.GroupSize, options.ClassesPerBatch - _batch.Count) - 1;
        Add(opener, null, null);
        _groups++;
        var joined = Join(opener, row, joining);
        if (joined < joining && MayRefill)
        {
            Refill();
            _unfinished = pool.Count > 0 ? (opener, joining - joined) : null;
        }
        CloseIfFull();
    }

    /// <summary>Adds classes to the group that was opened last.</summary>
    /// <returns>How many there were.</returns>
    private int Join(int opener, CandidateRow row, int count)
    {
        pool.Restrict(row);
        foreach (var place in _blocked)
        {
            if (pool.Has(place))
                row.Exclude(pool.IndexOf(place));
        }
        if (options.MinDistance > 0)
            row.ExcludeNearerThan(options.MinDistance);
        if (row.Count == 0 || count == 0)
            return 0;
        var (min, max) = (row.Nearest.Distance, row.Farthest.Distance);
        var joined = 0;
        foreach (var (index, distance) in Candidates(opener, row, count))
        {
            var place = pool.PlaceOf(index);
            if (_blocked.Contains(place))
                continue;
            Add(place, distance, max == min ? 1 : (max - distance) / (max - min));
            if (++joined == count)
                break;
        }
        return joined;
    }

    /// <summary>Those that may join, in the order in which they are asked: from the place of the hardness on to the farther, then back to the nearer.</summary>
    private IEnumerable<Neighbour> Candidates(int opener, CandidateRow row, int count)
    {
        if (_hardness(_begun) is not { } hardness)
        {
            foreach (var index in Rest().Select(pool.IndexOf).Where(row.Contains))
                yield return new Neighbour(index, row.DistanceTo(index));
            yield break;
        }
        var start = HardnessScale.PlaceAt(options.Scale, row, hardness, options.Scale == Scale.Relative ? distanceToOwn(opener) : 0);
        for (var next = start; next < row.Count; next += count)
        {
            foreach (var neighbour in row.AtRanks(next, Math.Min(count, row.Count - next)).ToArray())
                yield return neighbour;
        }
        for (var end = start; end > 0; end -= count)
        {
            var first = Math.Max(0, end - count);
            foreach (var neighbour in row.AtRanks(first, end - first).ToArray().Reverse())
                yield return neighbour;
        }
    }

    private void Add(int place, double? distance, double? hardness)
    {
        pool.Take(place);
        _batch.Add(new FormedClass(place, distance is null ? _groups : _groups - 1, distance, hardness, _refilled));
        foreach (var other in conflicts.Of(subset.PresentClasses[place]))
            _blocked.Add(Array.BinarySearch(subset.PresentClasses, other));
    }

    private void Refill()
    {
        _refilled = true;
        _cursor = 0;
        pool.Refill(_batch.Select(member => member.Place));
    }

    private void CloseIfFull()
    {
        if (_batch.Count == options.ClassesPerBatch)
            Close();
    }

    private void Close()
    {
        _formed.Enqueue([.. _batch]);
        _batch.Clear();
        _blocked.Clear();
        (_groups, _passedOver) = (0, false);
        _begun++;
    }
}
