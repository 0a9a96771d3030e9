using static System.FormattableString;

namespace Tercet.Torch.Losses;

/// <summary>
/// The normalised, temperature-scaled cross entropy: −ln(e^(s_ap/τ) / (e^(s_ap/τ) + Σ e^(s_an/τ))) of each anchor with each
/// positive, over all negatives of the batch, s the cosine (Sohn 2016, Chen et al. 2020; other positives do not count, as in
/// pytorch-metric-learning).
/// </summary>
/// <example>
/// <code>
/// var options = new TrainingOptions { Sequence = new BatchTraining { Loss = new NtXentLoss { Temperature = 0.07 } } };
/// </code>
/// </example>
public sealed record NtXentLoss : IBatchLoss
{
    /// <summary>τ. Default 0.1; in (0, ∞).</summary>
    public double Temperature { get; init; } = 0.1;

    /// <inheritdoc/>
    public string Identity => Invariant($"nt-xent(temperature={Temperature})");

    /// <summary>The cosine distance, 1 − s, whether embeddings have unit length or not.</summary>
    public Distance Distance => Distance.Cosine;

    /// <summary>That of a guess: ln(1 + negatives).</summary>
    /// <inheritdoc/>
    public double LossAtCollapse(int classesPerBatch, int samplesPerClass) =>
        PortableMath.LogOnePlus((classesPerBatch - 1.0) * samplesPerClass);

    /// <inheritdoc/>
    public BatchLossResult Evaluate(EmbeddingRows rows, IReadOnlyList<int> classes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        var result = new BatchLossResult(rows);
        var distances = DistancesOf(rows);
        var factors = new double[rows.Count, rows.Count]; // the gradient in each distance, from anchor to the other row
        for (var anchor = 0; anchor < rows.Count; anchor++)
        {
            int[] negatives = [.. BatchTriplets.Negatives(anchor, classes)];
            if (negatives.Length == 0)
                continue;
            foreach (var positive in BatchTriplets.Positives(anchor, classes))
                AddTerm(result, distances, factors, anchor, positive, negatives);
        }
        for (var a = 0; a < rows.Count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                if (factors[a, b] + factors[b, a] is not 0 and var factor)
                    result.AddDistanceGradient(Distance, a, b, factor);
            }
        }
        return result;
    }

    /// <inheritdoc/>
    public IEnumerable<OptionFault> Faults()
    {
        if (!(Temperature > 0 && double.IsFinite(Temperature)))
            yield return new OptionFault(nameof(Temperature), $"is {Temperature}; expected a finite number above 0.");
    }

    /// <summary>Adds ln(1 + Σ e^((d_ap − d_an)/τ)), computed relative to the greatest exponent so that none overflows.</summary>
    private void AddTerm(
        BatchLossResult result, double[,] distances, double[,] factors, int anchor, int positive, int[] negatives)
    {
        var near = distances[anchor, positive];
        var far = negatives.Min(negative => distances[anchor, negative]);
        var greatest = Math.Max(0, (near - far) / Temperature);
        double[] weights =
        [
            .. negatives.Select(negative => PortableMath.Exp((near - distances[anchor, negative]) / Temperature - greatest)),
        ];
        var sum = PortableMath.Exp(-greatest) + weights.Sum();
        result.AddTerm(greatest + PortableMath.Log(sum), near, far, isActive: !(near < far));
        for (var i = 0; i < negatives.Length; i++)
        {
            var share = weights[i] / (sum * Temperature);
            factors[anchor, negatives[i]] -= share;
            factors[anchor, positive] += share;
        }
    }

    private double[,] DistancesOf(EmbeddingRows rows)
    {
        var distances = new double[rows.Count, rows.Count];
        for (var a = 0; a < rows.Count; a++)
        {
            for (var b = 0; b < a; b++)
                distances[a, b] = distances[b, a] = rows.DistanceBetween(Distance, a, b);
        }
        return distances;
    }
}
