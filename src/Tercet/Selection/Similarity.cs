namespace Tercet;

/// <summary>Similarity as a function of distance: the cosine with the cosine distance, else minus the distance.</summary>
public static class Similarity
{
    /// <summary>The similarity at a distance.</summary>
    /// <param name="d">The distance.</param>
    /// <param name="distance">Its kind.</param>
    public static double At(double d, Distance distance) => distance == Distance.Cosine ? 1 - d : -d;

    /// <summary>
    /// The least distance, as a double, at which the similarity is no more than a bound: exactly those candidates that are nearer
    /// exceed it.
    /// </summary>
    /// <returns>Positive infinity where there is none.</returns>
    internal static double LeastDistance(double bound, Distance distance)
    {
        // Doubles from 0 on are in the order of their bits, and the similarity falls, so that their bits can be bisected.
        long low = 0, high = BitConverter.DoubleToInt64Bits(double.PositiveInfinity);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (At(BitConverter.Int64BitsToDouble(middle), distance) <= bound)
                high = middle;
            else
                low = middle + 1;
        }
        return BitConverter.Int64BitsToDouble(low);
    }
}
