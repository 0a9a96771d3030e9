namespace Tercet;

/// <summary>A range of steps of a sequence.</summary>
/// <param name="Start">The first, from 0.</param>
/// <param name="End">The one after the last.</param>
public readonly record struct StepRange(long Start, long End)
{
    /// <summary>Steps in the range.</summary>
    public long Length => End - Start;

    /// <summary>As on the command line: start..end.</summary>
    public override string ToString() => FormattableString.Invariant($"{Start}..{End}");
}
