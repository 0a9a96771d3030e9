namespace Tercet.Search;

/// <summary>The candidates of a search. One of several rows is as far as the nearest of them.</summary>
/// <param name="Rows">The rows of the candidates in their matrix; ascending where each candidate has one.</param>
/// <param name="Starts">
/// Where in <paramref name="Rows"/> those of each candidate begin, and last where they end; null where each has one.
/// </param>
internal readonly record struct CandidateSet(int[] Rows, int[]? Starts = null)
{
    /// <summary>Candidates.</summary>
    public int Count => Starts is null ? Rows.Length : Starts.Length - 1;

    /// <summary>Where in <see cref="Rows"/> those of a candidate begin and end.</summary>
    public (int Start, int End) this[int index] => Starts is null ? (index, index + 1) : (Starts[index], Starts[index + 1]);
}
