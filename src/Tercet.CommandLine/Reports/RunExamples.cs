namespace Tercet.CommandLine.Reports;

/// <summary>Examples of a run: triplets or batches, in step order.</summary>
internal sealed record RunExamples
{
    public IReadOnlyList<TripletExample> Triplets { get; init; } = [];

    public IReadOnlyList<BatchExample> Batches { get; init; } = [];
}
