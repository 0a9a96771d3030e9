using Tercet.Search;

namespace Tercet;

/// <summary>
/// The fraction of triplets whose positive is nearer than their negative, d_ap &lt; d_an. A tie is not correct, so a model that
/// maps everything to one point scores 0; nor is a distance of NaN.
/// </summary>
public static class TripletAccuracy
{
    /// <summary>The accuracy of triplets whose distances are known.</summary>
    /// <param name="positiveDistances">d_ap of each.</param>
    /// <param name="negativeDistances">d_an of each.</param>
    /// <exception cref="InvalidInputException">No triplets, or lists of different lengths.</exception>
    public static double Compute(IReadOnlyList<double> positiveDistances, IReadOnlyList<double> negativeDistances)
    {
        ArgumentNullException.ThrowIfNull(positiveDistances);
        ArgumentNullException.ThrowIfNull(negativeDistances);
        if (positiveDistances.Count != negativeDistances.Count || positiveDistances.Count == 0)
            throw new InvalidInputException(
                $"triplets: {positiveDistances.Count} positive distances, {negativeDistances.Count} negative ones. "
                + "Expected one of each for every triplet, and a triplet or more.");
        return (double)positiveDistances.Zip(negativeDistances).Count(pair => pair.First < pair.Second) / positiveDistances.Count;
    }

    /// <summary>The accuracy of triplets as other embeddings see them than those they were mined on.</summary>
    /// <param name="triplets">The triplets.</param>
    /// <param name="items">The embeddings of the items.</param>
    /// <param name="catalog">The embeddings that anchors are rows of where there is a catalog; null where there is none.</param>
    /// <param name="distance">The distance.</param>
    /// <exception cref="InvalidInputException">
    /// No triplets, rows that are not there, or matrices of different dimensions.
    /// </exception>
    public static double Compute(
        IReadOnlyList<Triplet> triplets, EmbeddingMatrix items, EmbeddingMatrix? catalog = null,
        Distance distance = Distance.Euclidean)
    {
        ArgumentNullException.ThrowIfNull(triplets);
        ArgumentNullException.ThrowIfNull(items);
        var anchors = catalog ?? items;
        if (anchors.Dimensions != items.Dimensions)
            throw new InvalidInputException(
                $"{anchors.Name} has {anchors.Dimensions} components per row, {items.Name} {items.Dimensions}. "
                + "Expected both from the same encoder.");
        float[] a = new float[items.Dimensions], b = new float[items.Dimensions];
        double[] positives = new double[triplets.Count], negatives = new double[triplets.Count];
        for (var i = 0; i < triplets.Count; i++)
        {
            var (anchor, positive, negative) = (triplets[i].Anchor, triplets[i].Positive, triplets[i].Negative);
            if (anchor >= anchors.Count || Math.Max(positive, negative) >= items.Count)
                throw new InvalidInputException(
                    $"triplet {i} is of rows {anchor}, {positive} and {negative}; "
                    + $"{anchors.Name} has {anchors.Count} rows for anchors, {items.Name} {items.Count} for the others. "
                    + "Expected the embeddings of the items that the triplets were mined from.");
            var from = anchors.ReadRow(anchor, a);
            positives[i] = ReferenceDistance.Between(from, items.ReadRow(positive, b), distance);
            negatives[i] = ReferenceDistance.Between(from, items.ReadRow(negative, b), distance);
        }
        return Compute(positives, negatives);
    }
}
