namespace Tercet.Search;

/// <summary>A worker's row over few candidates, all of which are measured in float64 at once.</summary>
/// <param name="candidates">The matrix of candidates.</param>
/// <param name="distance">The distance.</param>
/// <param name="size">Candidates at most.</param>
internal sealed unsafe class PoolRow(EmbeddingMatrix candidates, Distance distance, int size) : IDisposable
{
    private readonly NativeBuffer<short> _codes = new(size);

    public CandidateRow Row { get; } = new(candidates, distance);

    /// <summary>Begins with another anchor.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows, ascending.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids) => Row.Begin(anchors, anchor, ids, _codes.Data);

    public void Dispose() => _codes.Dispose();
}
