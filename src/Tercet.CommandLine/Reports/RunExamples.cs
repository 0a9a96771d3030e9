using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>Some of a run, to look at: triplets or batches, in step order.</summary>
internal sealed record RunExamples
{
    public IReadOnlyList<TripletExample> Triplets { get; init; } = [];

    public IReadOnlyList<BatchExample> Batches { get; init; } = [];
}
