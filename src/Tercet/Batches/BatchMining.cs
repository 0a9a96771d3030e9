using Tercet.Search;

namespace Tercet;

/// <summary>Forms batches on given embeddings, pass after pass.</summary>
internal sealed class BatchMining
{
    private readonly SequencePlan _plan;
    private readonly BatchOptions _options;
    private readonly EmbeddedItems _embedded;
    private readonly Subset _subset;
    private readonly ItemRotation _rotation;
    private readonly ClassAnchors _anchors;
    private readonly ClassPool _pool;
    private readonly BatchFormer _former;
    private readonly int _batchesPerPass;

    public BatchMining(SequencePlan plan, BatchOptions options, EmbeddedItems embedded)
    {
        (_plan, _options, _embedded, _subset) = (plan, options, embedded, plan.Subset);
        _rotation = new ItemRotation(options.Seed, RandomPurpose.ItemRotation, (ulong)_subset.Part);
        _anchors = new ClassAnchors(embedded, options);
        _pool = new ClassPool(embedded, options, _anchors);
        _former = new BatchFormer(
            options, _pool, new ClassConflicts(_subset),
            new Coverage(_subset.Classes, options.Seed, (ulong)_subset.Part), Describe);
        _batchesPerPass = options.BatchesOf(_subset.Classes);
    }

    /// <summary>Items that a class contributes besides its catalog item.</summary>
    private int ItemsPerClass => _options.SamplesPerClass - (_subset.Data.Catalog is null ? 0 : 1);

    /// <summary>
    /// Forms a range of batches, and before them those of their pass, which determine the classes left for them.
    /// </summary>
    public MinedSequence<Batch> Mine(StepRange range, Action<long> advance, CancellationToken cancellationToken)
    {
        var batches = new List<Batch>();
        long shortBatches = 0, repeated = 0, skipped = 0;
        for (var pass = range.Start / _batchesPerPass; pass * _batchesPerPass < range.End; pass++)
        {
            var first = pass * _batchesPerPass;
            var count = (int)Math.Min(_batchesPerPass, range.End - first);
            var step = first;
            foreach (var formed in _former.Form(pass, count, batch => _plan.TargetHardnessAt(first + batch), cancellationToken))
            {
                if (step >= range.Start)
                {
                    batches.Add(Finish(step, pass, formed));
                    shortBatches += formed.Length < _options.ClassesPerBatch ? 1 : 0;
                    repeated += formed.Count(member => member.IsRepeated);
                    advance(1);
                }
                step++;
            }
            if (count == _batchesPerPass)
                skipped += _former.ClassesLeft;
        }
        var (one, all) = _subset.Data.ArePairs ? ("pair", "pairs") : ("class", "classes");
        var causes = _subset.Data.ArePairs ? "related pairs" : "excluded pairs";
        SkippedCount[] counts =
        [
            new(
                shortBatches, $"batches of fewer {all} than requested",
                $"the last of a pass, or {causes} and groups left no other {one} for them"),
            new(
                skipped, $"{all} left out of a pass",
                $"the last batch was dropped, or {causes} and groups left them no place"),
            new(repeated, $"{all} repeated within a pass", "to fill its last batch"),
        ];
        return new MinedSequence<Batch>(batches, new MiningStatistics(_pool.DistancesCompared, _pool.ReferenceDistances, counts));
    }

    private Batch Finish(long step, long pass, FormedClass[] formed)
    {
        var items = new List<BatchItem>(formed.Length * _options.SamplesPerClass);
        var chosen = new int[ItemsPerClass];
        foreach (var member in formed)
        {
            var number = _subset.PresentClasses[member.Place];
            var name = _subset.Data.ClassNames[number];
            if (_subset.Data.Catalog is not null)
            {
                var item = _anchors.CatalogItemOf(number, pass);
                items.Add(new BatchItem(member.Group, ItemRole.Catalog, item, name, member.Distance, member.Hardness));
            }
            _rotation.Choose(_subset.ItemsOf(number), number, pass, chosen);
            foreach (var item in chosen)
                items.Add(new BatchItem(member.Group, ItemRole.Item, item, name, member.Distance, member.Hardness));
        }
        return new Batch(step, _plan.EpochOf(step), _plan.CycleOf(step), pass, _plan.TargetHardnessAt(step), items);
    }

    /// <summary>What a selector knows of a class: its anchor, and the first item that it contributes to the pass.</summary>
    private SeedClass Describe(int place, long pass)
    {
        var number = _subset.PresentClasses[place];
        var chosen = new int[ItemsPerClass];
        _rotation.Choose(_subset.ItemsOf(number), number, pass, chosen);
        float[] anchor = new float[_anchors.Matrix.Dimensions], item = new float[_anchors.Matrix.Dimensions];
        var anchorRow = _pool.AnchorRowOf(place);
        var distance = ReferenceDistance.Between(
            _anchors.Matrix.ReadRow(anchorRow, anchor), _embedded.Items.ReadRow(chosen[0], item), _options.Distance);
        return new SeedClass(_subset.Data.Catalog is null ? _subset.ItemsOf(number)[0] : anchorRow, chosen[0], distance);
    }
}
