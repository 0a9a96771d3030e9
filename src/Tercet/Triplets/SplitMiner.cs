using System.Collections.Concurrent;
using Tercet.Search;

namespace Tercet;

/// <summary>Mines one split: joins what each step asks (Sequencing) with the rows of candidates (Search).</summary>
internal sealed class SplitMiner
{
    /// <summary>Steps held in memory at once; within them each anchor's distances are computed once.</summary>
    private const int BlockSteps = 1 << 20;

    private const int PoolSample = 256;

    private readonly MiningSource _source;
    private readonly TripletOptions _options;
    private readonly Subset _subset;
    private readonly StepPlanner _planner;
    private readonly NegativePicker _picker;
    private readonly CandidateFilter _filter;
    private readonly Lazy<DistanceSearch> _search;

    public SplitMiner(MiningSource source, TripletOptions options, Subset subset, Split split)
    {
        (_source, _options, _subset) = (source, options, subset);
        subset.RequireAnchors();
        _planner = new StepPlanner(source, options, subset, split);
        _picker = new NegativePicker(options, source.ItemEmbeddings.Dimensions);
        _filter = new CandidateFilter(source.Data, subset, source.Excluded, options.MinDistance);
        _search = new Lazy<DistanceSearch>(() => new DistanceSearch(
            source.AnchorEmbeddings, subset.AllAnchors(), source.ItemEmbeddings, subset.Items, options.Distance, options.MaxDegreeOfParallelism));
        Statistics = new MiningStatistics { Items = subset.Items.Length, Classes = subset.Classes, AnchorClasses = subset.AnchorClasses.Length };
    }

    public MiningStatistics Statistics { get; }

    public long TotalSteps => _planner.TotalSteps;

    public IEnumerable<Triplet> Mine(StepRange range, Action<long> advanced, CancellationToken cancellationToken)
    {
        Statistics.Reset();
        var sample = new List<Triplet>();
        var sampleEvery = Math.Max(1, range.Length / PoolSample);
        for (var start = range.Start; start < range.End; start += BlockSteps)
        {
            var plans = _planner.Plan(new StepRange(start, Math.Min(range.End, start + BlockSteps)), _options.MaxDegreeOfParallelism, cancellationToken);
            var triplets = new Triplet?[plans.Length];
            if (_options.Pool is { } pool)
                MinePool(plans, triplets, pool, advanced, cancellationToken);
            else
                MineAll(plans, triplets, advanced, cancellationToken);
            foreach (var mined in triplets)
            {
                if (mined is not { } triplet)
                {
                    Statistics.StepsWithoutCandidates++;
                    continue;
                }
                Statistics.Triplets++;
                if (_options.Pool is not null && (triplet.Step - range.Start) % sampleEvery == 0)
                    sample.Add(triplet);
                yield return triplet;
            }
        }
        if (sample.Count > 0)
            Statistics.PoolError = MeasurePool(sample, cancellationToken);
    }

    private void MineAll(StepPlan[] plans, Triplet?[] triplets, Action<long> advanced, CancellationToken cancellationToken)
    {
        var byAnchor = AnchorSteps.Group(plans);
        var before = _search.Value.ReferenceDistances;
        _search.Value.Visit(byAnchor.Anchors, (i, row) =>
        {
            var steps = byAnchor.StepsOf(i);
            _filter.Apply(row, _subset.Items, byAnchor.Anchors[i], plans[steps[0]].Class);
            foreach (var step in steps)
                triplets[step] = Finish(plans[step], row, _subset.Items);
            advanced(steps.Length);
        }, cancellationToken);
        Statistics.DistancesCompared += (long)byAnchor.Anchors.Length * _subset.Items.Length;
        Statistics.ReferenceDistances += _search.Value.ReferenceDistances - before;
    }

    private void MinePool(StepPlan[] plans, Triplet?[] triplets, int pool, Action<long> advanced, CancellationToken cancellationToken)
    {
        var size = Math.Min(pool, _subset.Items.Length);
        var workers = new ConcurrentBag<CandidateRow>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        Parallel.For(0, plans.Length, options, i =>
        {
            if (!workers.TryTake(out var row))
                row = new CandidateRow(_source.ItemEmbeddings, _options.Distance);
            var stream = _planner.Stream(RandomPurpose.Pool, plans[i].Step);
            var ids = Array.ConvertAll(stream.Sample(_subset.Items.Length, size), place => _subset.Items[place]);
            row.Begin(_source.AnchorEmbeddings, plans[i].Anchor, ids);
            _filter.Apply(row, ids, plans[i].Anchor, plans[i].Class);
            triplets[i] = Finish(plans[i], row, ids);
            workers.Add(row);
            advanced(1);
        });
        Statistics.DistancesCompared += (long)plans.Length * size;
        Statistics.ReferenceDistances += workers.Sum(row => row.ReferenceDistances);
    }

    private Triplet? Finish(in StepPlan plan, CandidateRow row, int[] ids)
    {
        if (row.Count == 0)
            return null;
        var negative = _picker.Pick(row, plan.TargetHardness, plan.PositiveDistance, _planner.Stream(RandomPurpose.Negative, plan.Step));
        var item = ids[negative.Index];
        return new Triplet(
            plan.Step, _planner.EpochOf(plan.Step), _planner.CycleOf(plan.Step), plan.Anchor, plan.Positive, item,
            _source.Data.ClassNames[plan.Class], _source.Data.ClassNames[_source.Data.ItemClasses[item]],
            plan.PositiveDistance, negative.Distance, plan.TargetHardness, HardnessOf(negative.Distance, row), row.RankOf(negative) + 1);
    }

    private static double HardnessOf(double distance, CandidateRow row)
    {
        var (min, max) = (row.Nearest.Distance, row.Farthest.Distance);
        return max == min ? 1 : (max - distance) / (max - min);
    }

    private PoolError MeasurePool(List<Triplet> sample, CancellationToken cancellationToken)
    {
        var differences = new double[sample.Count];
        _search.Value.Visit([.. sample.Select(triplet => triplet.Anchor)], (i, row) =>
        {
            _filter.Apply(row, _subset.Items, sample[i].Anchor, _source.Data.ItemClasses[sample[i].Positive]);
            differences[i] = Math.Abs(HardnessOf(sample[i].NegativeDistance, row) - sample[i].Hardness);
        }, cancellationToken);
        return new PoolError(sample.Count, differences.Average(), differences.Max());
    }
}
