namespace Tercet;

/// <summary>A range of steps of a sequence.</summary>
public readonly record struct StepRange
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="end">The one after the last.</param>
    public StepRange(long start, long end)
    {
        Start = start;
        End = end;
    }

    /// <summary>The first, from 0.</summary>
    public long Start { get; }

    /// <summary>The one after the last.</summary>
    public long End { get; }

    /// <summary>Steps in the range.</summary>
    public long Length => End - Start;

    /// <summary>As on the command line: start..end.</summary>
    public override string ToString() => FormattableString.Invariant($"{Start}..{End}");
}
