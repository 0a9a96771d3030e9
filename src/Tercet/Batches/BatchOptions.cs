namespace Tercet;

/// <summary>Which batches to form: P classes with S items each, in groups of mutually hard classes.</summary>
/// <remarks>
/// By default a batch is one group, selected by log-rank, and one sigmoid cycle rises from 0 to 1 over all epochs.
/// </remarks>
/// <example><code>
/// var options = new BatchOptions { ClassesPerBatch = 32, SamplesPerClass = 2, GroupSize = 4, Epochs = 10 };
/// </code></example>
public sealed record BatchOptions : MiningOptions
{
    /// <summary>The defaults.</summary>
    public BatchOptions()
    {
        Selector = NegativeSelector.LogRank;
        Schedule = new() { Cap = 1, Cycles = 1 };
    }

    /// <summary>P, classes per batch. Default 32; 2 or more.</summary>
    public int ClassesPerBatch { get; init; } = 32;

    /// <summary>S, items of each class, one of them from the catalog where there is one. Default 2; 2 or more.</summary>
    public int SamplesPerClass { get; init; } = 2;

    /// <summary>
    /// Mutually hard classes per group. Default (null): the whole batch is one group. In [2, <see cref="ClassesPerBatch"/>].
    /// </summary>
    public int? GroupSize { get; init; }

    /// <summary>Handling of an incomplete last batch of a pass. Default: it is kept.</summary>
    public LastBatchHandling LastBatch { get; init; } = LastBatchHandling.Keep;

    /// <summary>Batches per epoch. Default (null): one pass over the classes. 1 or more.</summary>
    public int? BatchesPerEpoch { get; init; }

    /// <summary>Test batches. Default (null): one pass over the test classes. 0 or more.</summary>
    public int? TestBatches { get; init; }

    /// <summary>Classes per group, by default or not.</summary>
    internal int ClassesPerGroup => GroupSize ?? ClassesPerBatch;

    /// <summary>Batches of a pass over so many classes.</summary>
    internal int BatchesOf(int classes) =>
        classes / ClassesPerBatch + (LastBatch != LastBatchHandling.Drop && classes % ClassesPerBatch > 0 ? 1 : 0);

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults()
    {
        if (ClassesPerBatch < 2)
            yield return new OptionFault(nameof(ClassesPerBatch), $"is {ClassesPerBatch}; expected 2 or more.");
        if (SamplesPerClass < 2)
            yield return new OptionFault(
                nameof(SamplesPerClass), $"is {SamplesPerClass}; expected 2 or more, an anchor and a positive.");
        if (GroupSize is { } group && !(group >= 2 && group <= ClassesPerBatch))
            yield return new OptionFault(nameof(GroupSize), $"is {group}; expected 2 to `ClassesPerBatch`, {ClassesPerBatch}.");
        if (BatchesPerEpoch is < 1)
            yield return new OptionFault(nameof(BatchesPerEpoch), $"is {BatchesPerEpoch}; expected 1 or more.");
        if (TestBatches is < 0)
            yield return new OptionFault(nameof(TestBatches), $"is {TestBatches}; expected 0 or more.");
        if (!Enum.IsDefined(LastBatch))
            yield return OptionFault.Unknown(nameof(LastBatch), LastBatch);
        if (Selector == NegativeSelector.SemiHard || Selector is IRequiresSphere)
        {
            const string Suitable = "range, rank, log-rank, relative, easiest, hardest or random";
            yield return new OptionFault(
                nameof(Selector), $"is {Selector.Identity}, which selects single negatives; expected {Suitable} for batches.");
        }
        foreach (var fault in base.Faults())
            yield return fault;
    }
}
