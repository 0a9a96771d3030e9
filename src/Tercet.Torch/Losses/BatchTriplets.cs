namespace Tercet.Torch.Losses;

/// <summary>Selects triplets within a batch; ties go to the lower row.</summary>
internal static class BatchTriplets
{
    /// <summary>The nearest negative beyond each positive, or else the farthest.</summary>
    public static List<(int Anchor, int Positive, int Negative)> SemiHard(
        EmbeddingRows rows, IReadOnlyList<int> classes, Distance distance)
    {
        var triplets = new List<(int, int, int)>();
        for (var anchor = 0; anchor < rows.Count; anchor++)
        {
            var distances = DistancesFrom(anchor, rows, distance);
            foreach (var positive in Positives(anchor, classes))
            {
                int beyond = -1, farthest = -1;
                foreach (var negative in Negatives(anchor, classes))
                {
                    if (farthest < 0 || distances[negative] > distances[farthest])
                        farthest = negative;
                    if (distances[negative] > distances[positive] && (beyond < 0 || distances[negative] < distances[beyond]))
                        beyond = negative;
                }
                if (farthest >= 0)
                    triplets.Add((anchor, positive, beyond >= 0 ? beyond : farthest));
            }
        }
        return triplets;
    }

    /// <summary>The farthest positive and the nearest negative of each anchor.</summary>
    public static List<(int Anchor, int Positive, int Negative)> BatchHard(
        EmbeddingRows rows, IReadOnlyList<int> classes, Distance distance)
    {
        var triplets = new List<(int, int, int)>();
        for (var anchor = 0; anchor < rows.Count; anchor++)
        {
            var distances = DistancesFrom(anchor, rows, distance);
            int[] positives = [.. Positives(anchor, classes)], negatives = [.. Negatives(anchor, classes)];
            if (positives.Length > 0 && negatives.Length > 0)
                triplets.Add((anchor, positives.MaxBy(i => distances[i]), negatives.MinBy(i => distances[i])));
        }
        return triplets;
    }

    /// <summary>The rows of an anchor's class, without itself.</summary>
    public static IEnumerable<int> Positives(int anchor, IReadOnlyList<int> classes) =>
        Enumerable.Range(0, classes.Count).Where(i => i != anchor && classes[i] == classes[anchor]);

    /// <summary>The rows of other classes.</summary>
    public static IEnumerable<int> Negatives(int anchor, IReadOnlyList<int> classes) =>
        Enumerable.Range(0, classes.Count).Where(i => classes[i] != classes[anchor]);

    private static double[] DistancesFrom(int anchor, EmbeddingRows rows, Distance distance) =>
        [.. Enumerable.Range(0, rows.Count).Select(i => i == anchor ? 0 : rows.DistanceBetween(distance, anchor, i))];
}
