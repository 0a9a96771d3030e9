using System.Collections.Concurrent;
using System.Diagnostics;
using Tercet.Cluster.Tests.Slurm;
using static System.FormattableString;

namespace Tercet.Cluster.Tests;

/// <summary>One cluster and one set of data for all tests; at the end, what was injected is counted.</summary>
public sealed class SlurmFixture : IDisposable
{
    private readonly ConcurrentQueue<(ClusterFault Fault, PartedKind Kind)> _injected = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public SlurmFixture()
    {
        if (SlurmCluster.Unavailable is not null)
            return;
        Cluster = new SlurmCluster();
        try
        {
            Data = new MinedData();
        }
        catch
        {
            Cluster.Dispose();
            throw;
        }
    }

    internal SlurmCluster Cluster
    {
        get => field ?? throw new InvalidOperationException(SlurmCluster.Unavailable);
    }

    internal MinedData Data
    {
        get => field ?? throw new InvalidOperationException(SlurmCluster.Unavailable);
    }

    /// <summary>Counts a fault that was injected, and after which the run was as it must be.</summary>
    internal void Count(ClusterFault fault, PartedKind kind) => _injected.Enqueue((fault, kind));

    public void Dispose()
    {
        if (SlurmCluster.Unavailable is not null)
            return;
        var version = Cluster.Version;
        Cluster.Dispose();
        Data.Dispose();
        var kinds = Enum.GetValues<PartedKind>();
        var counts = _injected.GroupBy(run => run.Fault, run => run.Kind).OrderBy(group => group.Key).Select(
            group => $"{group.Key} {string.Join(" + ", kinds.Select(kind => group.Count(found => found == kind)))}");
        Console.WriteLine(Invariant(
            $"{version}, {SlurmCluster.Nodes.Count} nodes, {_injected.Count} runs identical in {_clock.Elapsed.TotalSeconds:0} s ({string.Join(" + ", kinds)}): ")
            + string.Join(", ", counts));
    }
}
