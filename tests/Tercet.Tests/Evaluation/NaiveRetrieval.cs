using Tercet.Tests.Search;

namespace Tercet.Tests.Evaluation;

/// <summary>
/// The definitions, as plain loops. Figures stand in one list: recall at each cutoff, MAP@R, R-precision. What ties are worth is
/// found in two ways, neither of them the library's formulas.
/// </summary>
internal static class NaiveRetrieval
{
    public sealed record Candidate(double Distance, bool Relevant);

    /// <summary>The means over all queries that have a match; null where none has.</summary>
    public static double[]? Evaluate(
        RetrievalSet queries, RetrievalSet gallery, RetrievalOptions options,
        Func<List<Candidate>, IReadOnlyList<int>, double[]> score)
    {
        var scores = new List<double[]>();
        foreach (var query in queries.Rows)
        {
            var candidates = gallery.Rows
                .Where(row => queries.Embeddings != gallery.Embeddings || row != query)
                .Select(row => new Candidate(
                    NaiveDistance.Between(Row(queries, query), Row(gallery, row), options.Distance),
                    gallery.Items.Classes[row] == queries.Items.Classes[query]))
                .ToList();
            if (candidates.Exists(candidate => candidate.Relevant))
                scores.Add(score(candidates, options.Cutoffs));
        }
        return Mean(scores);
    }

    /// <summary>The mean over every order in which nearer candidates come first; for a few candidates only.</summary>
    public static double[] InEveryOrder(List<Candidate> candidates, IReadOnlyList<int> cutoffs) =>
        Mean(Orders(candidates).Select(order => Score(order, cutoffs)).ToList())!;

    /// <summary>
    /// Candidates are drawn one after the other, those of a tie blindly. Kept is how likely it is that so many of the class have
    /// been drawn so far.
    /// </summary>
    public static double[] DrawnOneByOne(List<Candidate> candidates, IReadOnlyList<int> cutoffs)
    {
        var r = candidates.Count(candidate => candidate.Relevant);
        var recall = Enumerable.Repeat(1.0, cutoffs.Count).ToArray();
        var likelihood = new double[r + 1];
        likelihood[0] = 1;
        double map = 0, precision = 0;
        int drawn = 0, upToTie = 0, relevantUpToTie = 0;
        foreach (var tie in candidates.GroupBy(candidate => candidate.Distance).OrderBy(tie => tie.Key))
        {
            upToTie += tie.Count();
            relevantUpToTie += tie.Count(candidate => candidate.Relevant);
            while (drawn < upToTie)
            {
                drawn++;
                var next = new double[r + 1];
                for (var hits = 0; hits <= relevantUpToTie; hits++)
                {
                    var hit = likelihood[hits] * (relevantUpToTie - hits) / (upToTie - drawn + 1);
                    next[hits] += likelihood[hits] - hit;
                    if (hits < r)
                        next[hits + 1] += hit;
                    precision += drawn <= r ? hit / r : 0;
                    map += drawn <= r ? hit * (hits + 1) / drawn / r : 0;
                }
                likelihood = next;
                for (var k = 0; k < recall.Length; k++)
                    recall[k] = cutoffs[k] == drawn ? 1 - likelihood[0] : recall[k];
            }
        }
        return [.. recall, map, precision];
    }

    private static double[] Score(List<bool> order, IReadOnlyList<int> cutoffs)
    {
        var r = order.Count(relevant => relevant);
        double Precision(int places) => (double)order.Take(places).Count(relevant => relevant) / places;
        return
        [
            .. cutoffs.Select(k => order.Take(k).Contains(true) ? 1.0 : 0),
            Enumerable.Range(1, r).Where(i => order[i - 1]).Sum(Precision) / r,
            Precision(r),
        ];
    }

    private static IEnumerable<List<bool>> Orders(List<Candidate> candidates)
    {
        if (candidates.Count == 0)
            yield return [];
        foreach (var first in candidates.Where(candidate => candidate.Distance == candidates.Min(other => other.Distance)))
        {
            foreach (var rest in Orders(candidates.FindAll(candidate => !ReferenceEquals(candidate, first))))
                yield return [first.Relevant, .. rest];
        }
    }

    private static double[]? Mean(List<double[]> scores) =>
        scores.Count == 0
            ? null
            : [.. Enumerable.Range(0, scores[0].Length).Select(figure => scores.Average(score => score[figure]))];

    private static float[] Row(RetrievalSet set, int row)
    {
        var values = new float[set.Embeddings.Dimensions];
        set.Embeddings.CopyRow(row, values);
        return values;
    }
}
