using Tercet.Search;

namespace Tercet;

/// <summary>
/// Forms the batches of a pass. The first class in coverage order that is left and may be in the batch seeds a group; those at
/// the target hardness among all that are left join it, until the group or the batch is full. So each class appears once per
/// pass, whatever the schedule.
/// </summary>
internal sealed class BatchFormer(
    BatchOptions options, ClassPool pool, ClassConflicts conflicts, Coverage coverage, Func<int, long, SeedClass> describe)
{
    /// <summary>
    /// Rows are computed for the next classes in coverage order together, in the expectation that they seed groups. As many are
    /// taken as leave about an eighth of the rows unused, since their class has joined a group by then.
    /// </summary>
    private const int SpeculationFactor = 4;

    /// <summary>As many rows as a kernel computes at once cost no more than one.</summary>
    private const int MinRowsPerVisit = 12;

    /// <summary>Seeds that are sure to be needed, computed together.</summary>
    private const int MaxRowsPerVisit = 1024;

    private readonly BatchDraft _draft = new(pool.Subset, conflicts);
    private readonly PassOrder _order = new(coverage, pool);
    private readonly Queue<FormedClass[]> _formed = [];
    private Request _request = new(0, 0, _ => null);
    private int _batchIndex;
    private bool _skippedSeed, _refilled;
    private (int Seed, int Missing)? _unfinished;

    private bool IsRandom => options.Selector == NegativeSelector.Random;

    private bool MayRefill =>
        options.LastBatch == LastBatchHandling.Fill && !_refilled && pool.Count == 0
        && _batchIndex == options.BatchesOf(pool.Subset.Classes) - 1;

    /// <summary>Classes of the pass that no batch has, once its batches are formed.</summary>
    public int ClassesLeft => _refilled ? 0 : pool.Count;

    /// <summary>Forms the first batches of a pass.</summary>
    /// <param name="pass">The pass, from 0.</param>
    /// <param name="count">How many batches, at most those of a pass.</param>
    /// <param name="target">The target hardness of each; null for random classes.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public IEnumerable<FormedClass[]> Form(long pass, int count, Func<int, double?> target, CancellationToken cancellationToken)
    {
        _request = new Request(pass, count, target);
        _batchIndex = 0;
        _skippedSeed = _refilled = false;
        _unfinished = null;
        _draft.Clear();
        _order.Begin(pass);
        pool.Begin(pass);
        while (_batchIndex < count)
        {
            Step(cancellationToken);
            while (_formed.TryDequeue(out var batch))
                yield return batch;
        }
    }

    /// <summary>Seeds groups, as many as can be at once; the batch is closed where none can be seeded.</summary>
    private void Step(CancellationToken cancellationToken)
    {
        if (_unfinished is { } group)
        {
            _unfinished = null;
            pool.Visit([group.Seed], (seed, row) => JoinGroup(seed, row, group.Missing), cancellationToken);
            CloseIfFull();
        }
        else if (NextSeeds() is { Length: > 0 } seeds)
        {
            pool.Visit(seeds, SeedGroup, cancellationToken);
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

    /// <summary>The classes that seed the next groups, unless they have joined one before their turn.</summary>
    private int[] NextSeeds()
    {
        var rest = _order.Rest();
        if (_skippedSeed)
        {
            _skippedSeed = false;
            return [.. rest.Where(_draft.Admits).Take(1)];
        }
        var perBatch = (options.ClassesPerBatch + options.ClassesPerGroup - 1) / options.ClassesPerGroup;
        var groups = (int)Math.Min(int.MaxValue, (long)(_request.Count - _batchIndex) * perBatch);
        // Random classes join in coverage order, so it is known who is left to seed the next group.
        bool SeedsGroup(int place, int i) =>
            i == 0 || (_draft.Count + i) % options.ClassesPerBatch % options.ClassesPerGroup == 0;
        var speculative = pool.Count / (SpeculationFactor * (options.ClassesPerGroup - 1));
        return IsRandom
            ? [.. rest.Where(SeedsGroup).Take(Math.Min(groups, MaxRowsPerVisit))]
            : [.. rest.Take(Math.Min(groups, Math.Max(MinRowsPerVisit, speculative)))];
    }

    private void SeedGroup(int seed, CandidateRow row)
    {
        if (_skippedSeed || _unfinished is not null || _batchIndex == _request.Count || !pool.Has(seed))
            return;
        if (!_draft.Admits(seed) || _order.Rest().First(_draft.Admits) != seed)
        {
            _skippedSeed = true; // neither it nor those after it are next: find the first that may be in the batch
            return;
        }
        var wanted = Math.Min(options.ClassesPerGroup, options.ClassesPerBatch - _draft.Count) - 1;
        pool.Take(seed);
        _draft.Seed(seed, _refilled);
        var joined = JoinGroup(seed, row, wanted);
        if (joined < wanted && MayRefill)
        {
            Refill();
            _unfinished = pool.Count > 0 ? (seed, wanted - joined) : null;
        }
        CloseIfFull();
    }

    /// <summary>Adds classes to the group that was seeded last.</summary>
    /// <returns>How many there were.</returns>
    private int JoinGroup(int seed, CandidateRow row, int count)
    {
        pool.Restrict(row);
        foreach (var place in _draft.Blocked)
        {
            if (pool.Has(place))
                row.Exclude(pool.IndexOf(place));
        }
        if (options.MinDistance > 0)
            row.ExcludeNearerThan(options.MinDistance);
        row.ExcludeNearest((int)(options.SkipNearest * row.Count));
        if (row.Count == 0 || count == 0)
            return 0;
        var candidates = new RowCandidates(row);
        var joined = 0;
        foreach (var neighbour in IsRandom ? InCoverageOrder(row) : FromTarget(seed, row, candidates, count))
        {
            var place = pool.PlaceOf(neighbour.Index);
            if (!_draft.Admits(place))
                continue;
            pool.Take(place);
            _draft.Join(place, neighbour.Distance, candidates.HardnessOf(neighbour.Distance), _refilled);
            if (++joined == count)
                break;
        }
        return joined;
    }

    private IEnumerable<Neighbour> InCoverageOrder(CandidateRow row) =>
        _order.Rest().Select(pool.IndexOf).Where(row.Contains).Select(index => new Neighbour(index, row.DistanceTo(index)));

    /// <summary>From the selected class on to the farther ones, then back to the nearer ones.</summary>
    private IEnumerable<Neighbour> FromTarget(int seed, CandidateRow row, RowCandidates candidates, int count)
    {
        var sequence = 2 * (ulong)_request.Pass + (ulong)pool.Subset.Part;
        var own = describe(seed, _request.Pass);
        var step = new SelectionStep(
            _request.Target(_batchIndex), own.PositiveDistance, own.Anchor, own.Positive,
            new RandomStream(options.Seed, RandomPurpose.Negative, sequence, (ulong)seed));
        var start = candidates.RankOf(candidates.Select(options.Selector, step)) - 1;
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

    private void Refill()
    {
        _refilled = true;
        _order.Restart();
        pool.Refill(_draft.Places);
    }

    private void CloseIfFull()
    {
        if (_draft.Count == options.ClassesPerBatch)
            Close();
    }

    private void Close()
    {
        _formed.Enqueue(_draft.Close());
        _skippedSeed = false;
        _batchIndex++;
    }

    /// <summary>The batches requested of a pass.</summary>
    private sealed record Request(long Pass, int Count, Func<int, double?> Target);
}
