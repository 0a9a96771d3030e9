namespace Tercet;

/// <summary>
/// How well queries find the gallery items of their class: means over the queries that have any. Where gallery items are exactly as
/// far from a query as each other, ties are treated as randomly ordered: each metric is its expected value over all orders.
/// </summary>
/// <param name="Queries">Queries, those without a match among them.</param>
/// <param name="QueriesWithoutMatch">Queries without a gallery item of their class; no mean counts them.</param>
/// <param name="Gallery">Gallery items; where queries are among them, each query sees one less.</param>
/// <param name="RecallAt">By K, ascending: the fraction of queries with an item of their class among the K nearest.</param>
/// <param name="MapAtR">
/// MAP@R (Musgrave, Belongie, Lim 2020): the mean of (1/R) Σ P(i)·rel(i) over the places i = 1 to R, R being the gallery items of the
/// query's class, rel(i) whether the one at place i is of it, and P(i) the fraction of such among the first i.
/// </param>
/// <param name="RPrecision">R-precision: the mean fraction of items of the query's class among the R nearest.</param>
public sealed record RetrievalResult(
    int Queries, int QueriesWithoutMatch, int Gallery, IReadOnlyDictionary<int, double> RecallAt, double MapAtR, double RPrecision);
