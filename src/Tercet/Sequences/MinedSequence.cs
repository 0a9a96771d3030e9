using System.Collections;

namespace Tercet;

/// <summary>Mined steps, triplets or batches, in their order.</summary>
/// <typeparam name="TStep"><see cref="Triplet"/> or <see cref="Batch"/>.</typeparam>
public sealed class MinedSequence<TStep> : IReadOnlyList<TStep>
{
    private readonly IReadOnlyList<TStep> _steps;

    internal MinedSequence(IReadOnlyList<TStep> steps, MiningStatistics statistics) => (_steps, Statistics) = (steps, statistics);

    /// <summary>Statistics of mining them.</summary>
    public MiningStatistics Statistics { get; }

    /// <inheritdoc/>
    public int Count => _steps.Count;

    /// <inheritdoc/>
    public TStep this[int index] => _steps[index];

    /// <inheritdoc/>
    public IEnumerator<TStep> GetEnumerator() => _steps.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
