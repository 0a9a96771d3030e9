namespace Tercet;

/// <summary>Embedding dispersion: the mean pairwise distance of embeddings, and their effective rank.</summary>
public sealed class EmbeddingDispersion
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="meanDistance">The mean Euclidean distance between two of them.</param>
    /// <param name="deviation">
    /// Their standard deviation in each component, as the root of its mean square over the components: at most 1/√D for unit
    /// lengths.
    /// </param>
    /// <param name="effectiveRank">
    /// Effective rank: (Σλ)² / Σλ² of the eigenvalues λ of their covariance (the participation ratio), from 1 to the dimensions;
    /// 0 where all are equal.
    /// </param>
    public EmbeddingDispersion(double meanDistance, double deviation, double effectiveRank)
    {
        MeanDistance = meanDistance;
        Deviation = deviation;
        EffectiveRank = effectiveRank;
    }

    /// <summary>The mean Euclidean distance between two of them.</summary>
    public double MeanDistance { get; }

    /// <summary>
    /// Their standard deviation in each component, as the root of its mean square over the components: at most 1/√D for unit
    /// lengths.
    /// </summary>
    public double Deviation { get; }

    /// <summary>
    /// Effective rank: (Σλ)² / Σλ² of the eigenvalues λ of their covariance (the participation ratio), from 1 to the
    /// dimensions; 0 where all are equal.
    /// </summary>
    public double EffectiveRank { get; }

    /// <summary>Measures all pairs of embeddings: give a sample of some hundreds.</summary>
    /// <param name="embeddings">The embeddings, two or more; rows without an embedding are left out.</param>
    /// <exception cref="InvalidInputException">There are fewer than two.</exception>
    public static EmbeddingDispersion Measure(EmbeddingMatrix embeddings)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        var rows = Centred(embeddings);
        var distances = 0.0;
        double trace = 0, squares = 0; // of the matrix of inner products, whose eigenvalues are n times those of the covariance
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double product = 0, square = 0;
                for (var k = 0; k < embeddings.Dimensions; k++)
                {
                    product += rows[i][k] * rows[j][k];
                    var difference = rows[i][k] - rows[j][k];
                    square += difference * difference;
                }
                distances += Math.Sqrt(square);
                trace += i == j ? product : 0;
                squares += (i == j ? 1 : 2) * product * product;
            }
        }
        return new EmbeddingDispersion(
            distances / (0.5 * rows.Length * (rows.Length - 1)),
            Math.Sqrt(trace / rows.Length / embeddings.Dimensions),
            squares > 0 ? trace * trace / squares : 0);
    }

    private static double[][] Centred(EmbeddingMatrix embeddings)
    {
        var missing = embeddings.MissingRows.ToHashSet();
        var row = new float[embeddings.Dimensions];
        var rows = Enumerable.Range(0, embeddings.Count).Where(i => !missing.Contains(i)).Select(i =>
        {
            embeddings.CopyRow(i, row);
            return Array.ConvertAll(row, value => (double)value);
        }).ToArray();
        if (rows.Length < 2)
            throw new InvalidInputException(
                $"{embeddings.Name}: {rows.Length} embedding{(rows.Length == 1 ? "" : "s")}. "
                + "Expected two or more, to measure their dispersion.");
        for (var k = 0; k < embeddings.Dimensions; k++)
        {
            var mean = rows.Average(values => values[k]);
            foreach (var values in rows)
                values[k] -= mean;
        }
        return rows;
    }
}
