using System.Collections.Concurrent;
using Tercet.Search;

namespace Tercet;

/// <summary>
/// Mines triplets on given embeddings: joins what each step requires (the plan) with the rows of candidates (the search).
/// </summary>
internal sealed class TripletMining
{
    private const int PoolSample = 256;

    private readonly SequencePlan _plan;
    private readonly TripletOptions _options;
    private readonly EmbeddedItems _embedded;
    private readonly Subset _subset;
    private readonly StepAnchors _anchors;
    private readonly StepPlanner _planner;
    private readonly INegativeSelector _selector;
    private readonly CandidateFilter _filter;
    private readonly CandidateBounds _bounds;

    public TripletMining(SequencePlan plan, TripletOptions options, EmbeddedItems embedded)
    {
        (_plan, _options, _embedded, _subset) = (plan, options, embedded, plan.Subset);
        _anchors = new StepAnchors(plan, options);
        _planner = new StepPlanner(plan, options, embedded);
        _selector = options.Selector is IRequiresSphere formula
            ? formula.On(options.Distance, embedded.Items.Dimensions)
            : options.Selector;
        _filter = new CandidateFilter(_subset, options.MinDistance);
        _bounds = new CandidateBounds(_subset, options, embedded);
    }

    /// <summary>Mines a range of steps; those without a candidate are left out.</summary>
    public MinedSequence<Triplet> Mine(StepRange range, Action<long> advance, CancellationToken cancellationToken) => Mine(
        _plan.Blocks(range).Select(block => (ReadOnlyMemory<StepAnchor>)_anchors.Assign(block, cancellationToken)), [range], advance,
        cancellationToken);

    /// <summary>Mines the steps of a range that have certain anchors, whatever their order.</summary>
    /// <param name="range">Steps of the sequence.</param>
    /// <param name="firstAnchor">The least row of their anchors.</param>
    /// <param name="endAnchor">The one after the greatest.</param>
    /// <param name="advance">Takes the number of steps just done.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public MinedSequence<Triplet> Mine(
        StepRange range, long firstAnchor, long endAnchor, Action<long> advance, CancellationToken cancellationToken)
    {
        var steps = _anchors.AssignBlocks(range, cancellationToken)
            .SelectMany(block => block.Where(step => step.Anchor >= firstAnchor && step.Anchor < endAnchor)).ToArray();
        Array.Sort(steps, (x, y) => x.Anchor != y.Anchor ? x.Anchor.CompareTo(y.Anchor) : x.Step.CompareTo(y.Step));
        var mined = Mine(BlocksByAnchor(steps), [.. _plan.Blocks(range)], advance, cancellationToken);
        return new MinedSequence<Triplet>([.. mined.OrderBy(triplet => triplet.Step)], mined.Statistics);
    }

    /// <summary>Cuts steps in the order of their anchors into blocks, each anchor in one.</summary>
    private IEnumerable<ReadOnlyMemory<StepAnchor>> BlocksByAnchor(StepAnchor[] steps)
    {
        for (var start = 0; start < steps.Length;)
        {
            var end = (int)Math.Min(steps.Length, (long)start + _plan.BlockSteps);
            while (end < steps.Length && steps[end].Anchor == steps[end - 1].Anchor)
                end++;
            yield return steps.AsMemory(start..end);
            start = end;
        }
    }

    /// <summary>Mines blocks of steps.</summary>
    /// <param name="blocks">The steps.</param>
    /// <param name="sampled">Ranges of steps, from each of which the cost of a pool is measured on a sample.</param>
    /// <param name="advance">Takes the number of steps just done.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    private MinedSequence<Triplet> Mine(
        IEnumerable<ReadOnlyMemory<StepAnchor>> blocks, StepRange[] sampled, Action<long> advance,
        CancellationToken cancellationToken)
    {
        var (triplets, parts) = (new List<Triplet>(), new List<MiningStatistics>());
        var search = new Lazy<DistanceSearch>(CreateSearch);
        long withoutAny = 0, withFewer = 0;
        foreach (var block in blocks)
        {
            var steps = new MinedSteps(_planner.Plan(block, cancellationToken), _options.Negatives, _subset.Items.Length);
            parts.Add(_options.CandidatePool is { } pool
                ? MinePool(steps, pool, advance, cancellationToken)
                : MineAll(steps, search.Value, advance, cancellationToken));
            steps.AddTo(triplets);
            withoutAny += steps.WithoutAny;
            withFewer += steps.WithFewer;
        }
        parts.Add(new MiningStatistics(
            0, 0,
            [
                new SkippedCount(
                    withoutAny, "steps without a candidate",
                    "the filters, or the pool, left the anchor no item of another class"),
                new SkippedCount(
                    withFewer, "steps with fewer negatives than requested", "the filters, or the pool, left the anchor fewer candidates"),
                .. _bounds.Tally.Counts,
            ],
            _options.CandidatePool is null ? null : MeasurePool(sampled, triplets, search, cancellationToken)));
        return new MinedSequence<Triplet>(triplets, MiningStatistics.Sum(parts));
    }

    private DistanceSearch CreateSearch() => new(
        _embedded.Anchors, _subset.AllAnchors(), _embedded.Items, _subset.Items,
        _options.Distance, _options.MaxDegreeOfParallelism);

    private MiningStatistics MineAll(
        MinedSteps mined, DistanceSearch search, Action<long> advance, CancellationToken cancellationToken)
    {
        var byAnchor = AnchorSteps.Group(mined.Plans);
        var before = search.ReferenceDistances;
        search.Visit(byAnchor.Anchors, (i, row) =>
        {
            var steps = byAnchor.StepsOf(i);
            _filter.Apply(row, _subset.Items, byAnchor.Anchors[i]);
            var candidates = _bounds.Apply(row, _subset.Items, byAnchor.Anchors[i], steps.Length);
            foreach (var step in steps)
                Select(mined, step, candidates, _subset.Items);
            advance(steps.Length);
        }, cancellationToken);
        return new MiningStatistics((long)byAnchor.Anchors.Length * _subset.Items.Length, search.ReferenceDistances - before);
    }

    private MiningStatistics MinePool(
        MinedSteps mined, int pool, Action<long> advance, CancellationToken cancellationToken)
    {
        var plans = mined.Plans;
        var size = Math.Min(pool, _subset.Items.Length);
        var rows = new ConcurrentBag<CandidateRow>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, plans.Length, options, i =>
        {
            if (!rows.TryTake(out var row))
                row = new CandidateRow(_embedded.Items, _options.Distance);
            var sample = _plan.Stream(RandomPurpose.Pool, plans[i].Step).Sample(_subset.Items.Length, size);
            var ids = Array.ConvertAll(sample, place => _subset.Items[place]);
            row.Begin(_embedded.Anchors, plans[i].Anchor, ids);
            _filter.Apply(row, ids, plans[i].Anchor);
            Select(mined, i, _bounds.Apply(row, ids, plans[i].Anchor, 1), ids);
            rows.Add(row);
            advance(1);
        });
        return new MiningStatistics((long)plans.Length * size, rows.Sum(row => row.ReferenceDistances));
    }

    /// <summary>Selects the negatives of a step.</summary>
    private void Select(MinedSteps mined, int index, AnchorCandidates candidates, int[] ids)
    {
        if (candidates.Count == 0)
            return;
        var plan = mined.Plans[index];
        var step = new SelectionStep(
            plan.TargetHardness, plan.PositiveDistance, plan.Anchor, plan.Positive,
            _plan.Stream(RandomPurpose.Negative, plan.Step));
        if (_options.Negatives == 1)
        {
            mined.Add(index, ToTriplet(plan, candidates, candidates.Select(_selector, step), ids));
            return;
        }
        foreach (var negative in candidates.Select(_selector, step, _options.Negatives, _options.Spread ?? _options.Negatives))
            mined.Add(index, ToTriplet(plan, candidates, negative, ids));
    }

    private Triplet ToTriplet(in StepPlan plan, AnchorCandidates candidates, Candidate negative, int[] ids)
    {
        var (data, item) = (_subset.Data, ids[negative.Index]);
        return new Triplet(
            plan.Step, _plan.EpochOf(plan.Step), _plan.CycleOf(plan.Step), plan.Anchor, plan.Positive, item,
            data.ClassNames[plan.Class], data.Items.Classes[item] ?? "",
            plan.PositiveDistance, negative.Distance, plan.TargetHardness,
            candidates.HardnessOf(negative.Distance), candidates.OriginalRankOf(negative))
        {
            Removed = candidates.Removed,
        };
    }

    /// <summary>
    /// Compares the hardness of some triplets among all candidates to that among their pool; null where none is in the sample.
    /// </summary>
    private PoolError? MeasurePool(
        StepRange[] ranges, List<Triplet> triplets, Lazy<DistanceSearch> search, CancellationToken cancellationToken)
    {
        bool IsSampled(Triplet triplet)
        {
            var range = ranges[Array.FindIndex(ranges, range => triplet.Step < range.End)];
            return (triplet.Step - range.Start) % Math.Max(1, range.Length / PoolSample) == 0;
        }

        Triplet[] sample = [.. triplets.Where(IsSampled)];
        if (sample.Length == 0)
            return null;
        var differences = new double[sample.Length];
        search.Value.Visit([.. sample.Select(triplet => triplet.Anchor)], (i, row) =>
        {
            _filter.Apply(row, _subset.Items, sample[i].Anchor);
            var candidates = _bounds.Apply(row, _subset.Items, sample[i].Anchor, 0);
            // Bounds may keep the negative from being a candidate here: then it is as hard as the end that it lies beyond.
            if (candidates.Count > 0)
                differences[i] =
                    Math.Abs(Math.Clamp(candidates.HardnessOf(sample[i].NegativeDistance), 0, 1) - sample[i].Hardness);
        }, cancellationToken);
        return PoolError.Of(differences);
    }
}
