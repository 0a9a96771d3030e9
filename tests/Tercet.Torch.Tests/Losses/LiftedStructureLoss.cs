using Tercet;
using Tercet.Torch.Losses;

/// <summary>The lifted structured loss (Oh Song et al. 2016): ½ max(0, d_ij + ln Σ e^(margin − d))² of each pair i, j.</summary>
public sealed record LiftedStructureLoss(double Margin = 1) : IBatchLoss
{
    public string Identity => FormattableString.Invariant($"lifted-structure(margin={Margin})");
    public Distance Distance => Distance.Euclidean;
    public double LossAtCollapse(int classesPerBatch, int samplesPerClass) =>
        Math.Pow(Margin + Math.Log(2.0 * (classesPerBatch - 1) * samplesPerClass), 2) / 2;
    public BatchLossResult Evaluate(EmbeddingRows rows, IReadOnlyList<int> classes)
    {
        var (result, all) = (new BatchLossResult(rows), Enumerable.Range(0, rows.Count).ToArray());
        foreach (var (i, j) in all.SelectMany(i => all.Where(j => j > i && classes[j] == classes[i]).Select(j => (i, j))))
        {
            var negatives = all.Where(n => classes[n] != classes[i]).SelectMany(n => new[] { (A: i, N: n), (A: j, N: n) })
                .Select(pair => (pair.A, pair.N, D: rows.DistanceBetween(Distance, pair.A, pair.N))).ToList();
            if (negatives.Count == 0)
                continue;
            var (positive, sum) = (rows.DistanceBetween(Distance, i, j), negatives.Sum(n => Math.Exp(Margin - n.D)));
            var excess = Math.Max(0, positive + Math.Log(sum));
            result.AddTerm(excess * excess / 2, positive, negatives.Min(n => n.D));
            result.AddDistanceGradient(Distance, i, j, excess);
            foreach (var (a, n, d) in negatives)
                result.AddDistanceGradient(Distance, a, n, -excess * Math.Exp(Margin - d) / sum);
        }
        return result;
    }
}
