namespace Tercet;

/// <summary>
/// How well queries find the gallery items of their class: means over the queries that have any. Where gallery items are exactly
/// as far from a query as each other, ties are treated as randomly ordered: each metric is its expected value over all orders.
/// </summary>
public sealed class RetrievalResult
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="queries">Queries, those without a match among them.</param>
    /// <param name="queriesWithoutMatch">Queries without a gallery item of their class; no mean counts them.</param>
    /// <param name="gallery">Gallery items; where queries are among them, each query sees one less.</param>
    /// <param name="recallAt">By K, ascending: the fraction of queries with an item of their class among the K nearest.</param>
    /// <param name="mapAtR">
    /// MAP@R (Musgrave, Belongie, Lim 2020): the mean of (1/R) Σ P(i)·rel(i) over the places i = 1 to R, R being the gallery
    /// items of the query's class, rel(i) whether the one at place i is of it, and P(i) the fraction of such among the first i.
    /// </param>
    /// <param name="rPrecision">R-precision: the mean fraction of items of the query's class among the R nearest.</param>
    public RetrievalResult(
        int queries, int queriesWithoutMatch, int gallery,
        IReadOnlyDictionary<int, double> recallAt, double mapAtR, double rPrecision)
    {
        Queries = queries;
        QueriesWithoutMatch = queriesWithoutMatch;
        Gallery = gallery;
        RecallAt = recallAt;
        MapAtR = mapAtR;
        RPrecision = rPrecision;
    }

    /// <summary>Queries, those without a match among them.</summary>
    public int Queries { get; }

    /// <summary>Queries without a gallery item of their class; no mean counts them.</summary>
    public int QueriesWithoutMatch { get; }

    /// <summary>Gallery items; where queries are among them, each query sees one less.</summary>
    public int Gallery { get; }

    /// <summary>By K, ascending: the fraction of queries with an item of their class among the K nearest.</summary>
    public IReadOnlyDictionary<int, double> RecallAt { get; }

    /// <summary>
    /// MAP@R (Musgrave, Belongie, Lim 2020): the mean of (1/R) Σ P(i)·rel(i) over the places i = 1 to R, R being the gallery
    /// items of the query's class, rel(i) whether the one at place i is of it, and P(i) the fraction of such among the first i.
    /// </summary>
    public double MapAtR { get; }

    /// <summary>R-precision: the mean fraction of items of the query's class among the R nearest.</summary>
    public double RPrecision { get; }
}
