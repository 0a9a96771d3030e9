namespace Tercet.Torch.Training;

/// <summary>The first steps of an epoch as they were mined, in order: triplets or batches. Memory is bounded.</summary>
public sealed record MinedSteps
{
    /// <summary>The most triplets, or items of batches, that are kept; the first batch is kept whatever its size.</summary>
    public const int MaxRows = 10_000;

    /// <summary>The epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The triplets; empty for batches.</summary>
    public required IReadOnlyList<Triplet> Triplets { get; init; }

    /// <summary>The batches; empty for triplets.</summary>
    public required IReadOnlyList<Batch> Batches { get; init; }

    /// <summary>Those of the steps of the optimizer.</summary>
    internal static MinedSteps First(int epoch, IEnumerable<TrainingBatch> batches)
    {
        var triplets = new List<Triplet>();
        var mined = new List<Batch>();
        var rows = 0;
        foreach (var batch in batches)
        {
            triplets.AddRange(batch.Triplets.Take(MaxRows - rows));
            rows += batch.Batch?.Items.Count ?? batch.Triplets.Count;
            if (batch.Batch is { } whole && (rows <= MaxRows || mined.Count == 0))
                mined.Add(whole);
            if (rows >= MaxRows)
                break;
        }
        return new MinedSteps { Epoch = epoch, Triplets = triplets, Batches = mined };
    }
}
