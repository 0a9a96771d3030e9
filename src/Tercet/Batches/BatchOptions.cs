
namespace Tercet;

/// <summary>Which batches to form: P classes with S items each, in groups of classes that are hard for each other.</summary>
/// <remarks>By default a batch is one group, hardness is on the log-rank scale, and one sigmoid cycle rises from 0 to 1 over all epochs.</remarks>
public sealed record BatchOptions : MiningOptions
{
    /// <summary>The defaults.</summary>
    public BatchOptions()
    {
        Scale = Scale.LogRank;
        Schedule = new() { Cap = 1, Cycles = 1 };
    }

    /// <summary>P, classes a batch. Default 32; 2 or more.</summary>
    public int ClassesPerBatch { get; init; } = 32;

    /// <summary>S, items of each class, one of them from the catalog where there is one. Default 2; 2 or more.</summary>
    public int SamplesPerClass { get; init; } = 2;

    /// <summary>Classes a group. Default (null): the whole batch is one group. 2 to <see cref="ClassesPerBatch"/>.</summary>
    public int? Group { get; init; }

    /// <summary>What becomes of the last batch of a pass, where the classes do not fill it. Default it is kept short.</summary>
    public LastBatchHandling Last { get; init; } = LastBatchHandling.Keep;

    /// <summary>Batches an epoch. Default (null): one pass over the classes. 1 or more.</summary>
    public int? Batches { get; init; }

    /// <summary>Test batches. Default (null): one pass over the test classes. 0 or more.</summary>
    public int? TestBatches { get; init; }

    /// <summary>Classes a group, by default or not.</summary>
    internal int GroupSize => Group ?? ClassesPerBatch;

    /// <summary>Batches of a pass over so many classes.</summary>
    internal int BatchesOf(int classes) => classes / ClassesPerBatch + (Last != LastBatchHandling.Drop && classes % ClassesPerBatch > 0 ? 1 : 0);

    /// <inheritdoc/>
    internal override IEnumerable<string> Faults()
    {
        if (ClassesPerBatch < 2)
            yield return FormattableString.Invariant($"classes per batch is {ClassesPerBatch}; expected 2 or more.");
        if (SamplesPerClass < 2)
            yield return FormattableString.Invariant($"samples per class is {SamplesPerClass}; expected 2 or more, an anchor and a positive.");
        if (Group is { } group && !(group >= 2 && group <= ClassesPerBatch))
            yield return FormattableString.Invariant($"group is {group}; expected 2 to the classes per batch, {ClassesPerBatch}.");
        if (Batches is < 1)
            yield return FormattableString.Invariant($"batches is {Batches}; expected 1 or more.");
        if (TestBatches is < 0)
            yield return FormattableString.Invariant($"test batches is {TestBatches}; expected 0 or more.");
        if (TestBatches > 0 && TestRatio == 0)
            yield return FormattableString.Invariant($"test batches is {TestBatches}, but a test ratio of 0 leaves no test split to form them from.");
        if (!Enum.IsDefined(Last))
            yield return "last is none of its enumeration.";
        if (Strategy is Strategy.SemiHard or Strategy.DistanceWeighted)
            yield return $"strategy is {EnumNames.ToKebabCase(Strategy)}, which chooses single negatives; expected sequence, easiest, hardest or random for batches.";
        foreach (var fault in base.Faults())
            yield return fault;
    }

    internal override void RequireSplit(Dataset data)
    {
        var (train, _) = Splitter.Create(data, TestRatio, SplitBy, Seed);
        if (BatchesOf(train.Classes) == 0)
            throw new InvalidInputException(FormattableString.Invariant($"{data.Items.Source}: the training split has {train.Classes} classes, too few for one batch of {ClassesPerBatch}. Use fewer classes per batch, or keep or fill the last batch."));
    }
}
