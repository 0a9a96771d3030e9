namespace Tercet;

/// <summary>
/// A part of the work of mining a sequence and its test sequence, which any machine can do alone: a range of anchors, with all
/// their steps, or a range of passes over the classes. The anchors, or passes, of the test sequence follow those of the other.
/// </summary>
public readonly record struct WorkPart
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="start">The first anchor, or pass, from 0.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="steps">Steps in the part.</param>
    /// <param name="distances">Distances to compute for them.</param>
    public WorkPart(long start, long end, long steps, long distances)
    {
        Start = start;
        End = end;
        Steps = steps;
        Distances = distances;
    }

    /// <summary>The first anchor, or pass, from 0.</summary>
    public long Start { get; }

    /// <summary>The one after the last.</summary>
    public long End { get; }

    /// <summary>Steps in the part.</summary>
    public long Steps { get; }

    /// <summary>Distances to compute for them.</summary>
    public long Distances { get; }
}
