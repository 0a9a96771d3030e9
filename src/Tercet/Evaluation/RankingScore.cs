using Tercet.Search;

namespace Tercet;

/// <summary>The metrics of one query.</summary>
/// <param name="Recall">For each cutoff, the probability that an item of the query's class is among so many nearest.</param>
/// <param name="MapAtR">Its average precision at R.</param>
/// <param name="RPrecision">Its R-precision.</param>
internal readonly record struct RankingScore(double[] Recall, double MapAtR, double RPrecision)
{
    /// <summary>Scores a ranking.</summary>
    /// <param name="nearest">
    /// The nearest in order, at least R and the last cutoff of them, or all; the last group of ties is complete.
    /// </param>
    /// <param name="classes">The class number of each gallery item.</param>
    /// <param name="wanted">The query's class number.</param>
    /// <param name="relevant">R, 1 or more.</param>
    /// <param name="cutoffs">The K of Recall@K.</param>
    public static RankingScore Score(
        ReadOnlySpan<Neighbour> nearest, int[] classes, int wanted, int relevant, IReadOnlyList<int> cutoffs)
    {
        var recall = new double[cutoffs.Count];
        double precision = 0, found = 0;
        int before = 0, relevantBefore = 0;
        while (before < nearest.Length)
        {
            int size = 0, hits = 0;
            for (; before + size < nearest.Length && nearest[before + size].Distance == nearest[before].Distance; size++)
                hits += classes[nearest[before + size].Index] == wanted ? 1 : 0;
            if (hits > 0)
            {
                var group = new TieGroup(before, relevantBefore, size, hits);
                precision += group.PrecisionWithin(relevant);
                found += group.RelevantWithin(relevant);
                if (relevantBefore == 0)
                    recall = [.. cutoffs.Select(group.HitWithin)];
            }
            before += size;
            relevantBefore += hits;
        }
        return new RankingScore(recall, precision / relevant, found / relevant);
    }
}
