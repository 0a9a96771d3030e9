using Tercet.Search;

namespace Tercet;

/// <summary>Forms the batches of one split, pass after pass.</summary>
internal sealed class BatchSplitMiner
{
    private readonly MiningSource _source;
    private readonly BatchOptions _options;
    private readonly Subset _subset;
    private readonly Split _split;
    private readonly ItemRotation _rotation;
    private readonly ClassAnchors _anchors;
    private readonly int _batchesPerPass;

    public BatchSplitMiner(MiningSource source, BatchOptions options, Subset subset, Split split)
    {
        (_source, _options, _subset, _split) = (source, options, subset, split);
        _rotation = new ItemRotation(options.Seed, RandomPurpose.ItemRotation, (ulong)split);
        _anchors = new ClassAnchors(source, options, subset, split);
        _batchesPerPass = options.BatchesOf(subset.Classes);
        BatchesPerEpoch = (split == Split.Train ? options.Batches : options.TestBatches) ?? _batchesPerPass;
        Statistics = new BatchStatistics
        {
            Items = subset.Items.Length,
            Classes = subset.Classes,
            BatchesPerPass = _batchesPerPass,
            UndersizedClasses = subset.PresentClasses.Count(number => subset.ItemsOf(number).Length < ItemsPerClass),
        };
    }

    public BatchStatistics Statistics { get; }

    public int BatchesPerEpoch { get; }

    public long TotalSteps => _batchesPerPass == 0 ? 0 : (long)BatchesPerEpoch * (_split == Split.Train ? _options.Epochs : 1);

    /// <summary>Items that a class brings beside its catalog item.</summary>
    private int ItemsPerClass => _source.Data.Catalog is null ? _options.SamplesPerClass : _options.SamplesPerClass - 1;

    public IEnumerable<Batch> Mine(StepRange range, Action<long> advanced, CancellationToken cancellationToken)
    {
        Statistics.Reset();
        var pool = new ClassPool(_source, _options, _subset, _anchors);
        long pass = 0;
        var former = new BatchFormer(
            _options, _subset, pool, new ClassConflicts(_source, _subset), new Coverage(_subset.Classes, _options.Seed, (ulong)_split), place => DistanceToOwn(place, pool, pass));
        for (pass = range.Start / _batchesPerPass; pass * _batchesPerPass < range.End; pass++)
        {
            var step = pass * _batchesPerPass;
            var count = (int)Math.Min(_batchesPerPass, range.End - step);
            foreach (var formed in former.Form(pass, count, batch => TargetAt(pass * _batchesPerPass + batch), cancellationToken))
            {
                if (step >= range.Start)
                {
                    var batch = Finish(step, pass, formed);
                    Statistics.Add(formed, _options.ClassesPerBatch);
                    advanced(1);
                    yield return batch;
                }
                step++;
            }
            if (count == _batchesPerPass)
                Statistics.SkippedClasses += former.LeftOut;
            Statistics.DistancesCompared = pool.DistancesCompared;
            Statistics.ReferenceDistances = pool.ReferenceDistances;
        }
    }

    private double? TargetAt(long step) => _options.Strategy switch
    {
        Strategy.Sequence => _options.Schedule.HardnessAt(step, TotalSteps),
        Strategy.Easiest => 0,
        Strategy.Hardest => 1,
        _ => null,
    };

    private Batch Finish(long step, long pass, FormedClass[] formed)
    {
        var items = new List<BatchItem>(formed.Length * _options.SamplesPerClass);
        var chosen = new int[ItemsPerClass];
        foreach (var member in formed)
        {
            var number = _subset.PresentClasses[member.Place];
            void Add(List<BatchItem> list, ItemRole role, int row) => list.Add(new BatchItem(member.Group, role, row, _source.Data.ClassNames[number], member.Distance, member.Hardness));
            if (_source.Data.Catalog is not null)
                Add(items, ItemRole.Catalog, _anchors.CatalogItemOf(number, pass));
            _rotation.Choose(_subset.ItemsOf(number), number, pass, chosen);
            foreach (var item in chosen)
                Add(items, ItemRole.Item, item);
        }
        var epoch = _split == Split.Train ? (int)(step / BatchesPerEpoch) : 0;
        return new Batch(step, epoch, _options.Schedule.CycleOf(step, TotalSteps), pass, TargetAt(step), items);
    }

    /// <summary>d_ap of the relative scale: from a class's anchor to the first item that it brings to the pass.</summary>
    private double DistanceToOwn(int place, ClassPool pool, long pass)
    {
        var number = _subset.PresentClasses[place];
        var chosen = new int[ItemsPerClass];
        _rotation.Choose(_subset.ItemsOf(number), number, pass, chosen);
        float[] anchor = new float[_anchors.Matrix.Dimensions], item = new float[_anchors.Matrix.Dimensions];
        _anchors.Matrix.CopyRow(pool.AnchorRowOf(place), anchor);
        _source.ItemEmbeddings.CopyRow(chosen[0], item);
        return ReferenceDistance.Between(anchor, item, _options.Distance);
    }
}
