namespace Tercet.Cluster.Tests.Slurm;

/// <summary>What Slurm says of a task.</summary>
/// <param name="State">The state, such as <c>COMPLETED</c>.</param>
/// <param name="Restarts">How often it was started again.</param>
internal sealed record TaskState(string State, int Restarts)
{
    /// <summary>Whether it is over.</summary>
    public bool HasEnded => State is not ("PENDING" or "RUNNING" or "COMPLETING" or "CONFIGURING" or "REQUEUED" or "SUSPENDED");

    /// <summary>Whether it succeeded.</summary>
    public bool IsCompleted => State == "COMPLETED";
}
