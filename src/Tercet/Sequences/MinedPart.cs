namespace Tercet;

/// <summary>The steps of a <see cref="WorkPart"/>, each sequence in its order.</summary>
/// <typeparam name="TStep"><see cref="Triplet"/> or <see cref="Batch"/>.</typeparam>
public sealed class MinedPart<TStep>
{
    internal MinedPart(MinedSequence<TStep> train, MinedSequence<TStep> test) => (Train, Test) = (train, test);

    /// <summary>Training steps; empty where the part has none.</summary>
    public MinedSequence<TStep> Train { get; }

    /// <summary>Test steps; empty where the part has none.</summary>
    public MinedSequence<TStep> Test { get; }
}
