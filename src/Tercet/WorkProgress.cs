namespace Tercet;

/// <summary>
/// Progress of a piece of work, as reported to an <see cref="IProgress{T}"/>; reports come from several threads, possibly out of
/// order.
/// </summary>
public readonly struct WorkProgress
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="stage">What is being done, such as <c>mining triplets</c>.</param>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all.</param>
    public WorkProgress(string stage, long done, long total)
    {
        Stage = stage;
        Done = done;
        Total = total;
    }

    /// <summary>What is being done, such as <c>mining triplets</c>.</summary>
    public string Stage { get; }

    /// <summary>Units done.</summary>
    public long Done { get; }

    /// <summary>Units in all.</summary>
    public long Total { get; }
}
