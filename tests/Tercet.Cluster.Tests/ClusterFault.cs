namespace Tercet.Cluster.Tests;

/// <summary>What goes wrong while a run is mined on a cluster.</summary>
public enum ClusterFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An administrator sets a node down while it works.</summary>
    NodeSetDown,

    /// <summary>All processes of a node are killed, and its server is started again.</summary>
    NodeCrashed,

    /// <summary>The server of a node is killed and started again, while its task goes on.</summary>
    NodeServerKilled,

    /// <summary>The controller is killed and started again.</summary>
    ControllerKilled,

    /// <summary>A part's process is killed.</summary>
    PartKilled,

    /// <summary>The merge's process is killed.</summary>
    MergeKilled,

    /// <summary>The disk of one node is full.</summary>
    DiskFull,

    /// <summary>Two tasks mine one part at the same time.</summary>
    PartTwice,

    /// <summary>The merge is submitted before the parts.</summary>
    MergedEarly,

    /// <summary>An input changes half way.</summary>
    InputChanged,

    /// <summary>One part's file is truncated, one byte of another's is changed, and a third is that of another plan.</summary>
    PartsDamaged,
}
