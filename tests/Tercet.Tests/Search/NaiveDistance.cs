namespace Tercet.Tests.Search;

/// <summary>The distances as plain loops in double, components in order.</summary>
internal static class NaiveDistance
{
    public static double Between(float[] a, float[] b, Distance distance)
    {
        double dot = 0, aa = 0, bb = 0, square = 0;
        for (var k = 0; k < a.Length; k++)
        {
            dot += (double)a[k] * b[k];
            aa += (double)a[k] * a[k];
            bb += (double)b[k] * b[k];
            square += ((double)a[k] - b[k]) * ((double)a[k] - b[k]);
        }
        return distance switch
        {
            Distance.Euclidean => Math.Sqrt(square),
            Distance.SquaredEuclidean => square,
            _ => Math.Max(0, 1 - dot / Math.Sqrt(aa * bb)),
        };
    }
}
