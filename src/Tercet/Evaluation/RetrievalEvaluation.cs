using Tercet.Search;

namespace Tercet;

/// <summary>
/// Retrieval metrics: for each query, the gallery is ranked by float64 distance, and the ranks of items of the query's class are
/// scored. The results are those of the brute-force reference over all pairs, whatever the number of threads.
/// </summary>
/// <remarks>Definitions, with ties: docs/evaluation.md.</remarks>
/// <example><code>
/// var result = RetrievalEvaluation.Evaluate(new RetrievalSet(items.Items, embeddings, split.TestRows));
/// Console.WriteLine(result.RecallAt[1]);
/// </code></example>
public static class RetrievalEvaluation
{
    /// <summary>
    /// Measures how well queries find gallery items of their class. An item is never in its own gallery: where both sets have the
    /// same <see cref="EmbeddingMatrix"/> object, the query's own row is left out.
    /// </summary>
    /// <param name="queries">The queries.</param>
    /// <param name="gallery">What they are searched in; null for the queries themselves, each without itself.</param>
    /// <param name="options">The distance, the cutoffs and the degree of parallelism; the defaults where null.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds.</exception>
    /// <exception cref="InvalidInputException">
    /// The sets differ in dimensions, no query has a gallery item of its class, or rows are all zeros with the cosine distance.
    /// </exception>
    public static RetrievalResult Evaluate(
        RetrievalSet queries, RetrievalSet? gallery = null, RetrievalOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(queries);
        (gallery, options) = (gallery ?? queries, options ?? new RetrievalOptions());
        options.Validate();
        var relevance = new Relevance(queries, gallery);
        Require(queries, gallery, relevance, options.Distance);
        var matched = relevance.Matched;
        var scores = new RankingScore[matched.Length];
        var search = new DistanceSearch(
            queries.Embeddings, matched, gallery.Embeddings, gallery.Rows, options.Distance, options.MaxDegreeOfParallelism);
        search.Visit(matched, (i, row) =>
        {
            if (relevance.GalleryIndexOf(matched[i]) is >= 0 and var self)
                row.Exclude(self);
            var relevant = relevance.CountOf(matched[i]);
            var nearest = row.NearestWithTies(Math.Min(row.Count, Math.Max(relevant, options.Cutoffs[^1])));
            scores[i] = RankingScore.Score(nearest, relevance.Classes, relevance.ClassOf(matched[i]), relevant, options.Cutoffs);
        }, cancellationToken);

        // Summed in the order of the queries, so that the last bits do not depend on the order of work.
        var recall = new OrderedDictionary<int, double>();
        for (var k = 0; k < options.Cutoffs.Count; k++)
            recall.Add(options.Cutoffs[k], scores.Average(score => score.Recall[k]));
        return new RetrievalResult(
            queries.Count, queries.Count - matched.Length, gallery.Count, recall,
            scores.Average(score => score.MapAtR), scores.Average(score => score.RPrecision));
    }

    private static void Require(RetrievalSet queries, RetrievalSet gallery, Relevance relevance, Distance distance)
    {
        if (queries.Embeddings.Dimensions != gallery.Embeddings.Dimensions)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{queries.Embeddings.Name} has {queries.Embeddings.Dimensions} components per row, ")
                + FormattableString.Invariant($"{gallery.Embeddings.Name} {gallery.Embeddings.Dimensions}. ")
                + "Expected queries and gallery from the same encoder.");
        if (relevance.Matched.Length == 0)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{queries.Items.Source}: none of {queries.Count} queries has an item of its class, other than itself, ")
                + FormattableString.Invariant($"among the {gallery.Count} of the gallery ({gallery.Items.Source}). ")
                + "Expected labels that occur in both, or two items of a class where the queries are the gallery.");
        if (distance != Distance.Cosine)
            return;
        queries.RequireDirections();
        gallery.RequireDirections();
    }
}
