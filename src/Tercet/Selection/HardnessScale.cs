using Tercet.Search;

namespace Tercet;

/// <summary>Finds the candidate at a hardness, by a scale; what <see cref="Scale"/> says, done.</summary>
internal static class HardnessScale
{
    /// <summary>The candidate at a hardness; the row has one or more.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="row">The anchor's candidates.</param>
    /// <param name="h">The hardness, 0 to 1.</param>
    /// <param name="positiveDistance">From the anchor to the positive.</param>
    public static Neighbour At(Scale scale, CandidateRow row, double h, double positiveDistance) => scale switch
    {
        Scale.Range => row.NearestFrom(h * row.Nearest.Distance + (1 - h) * row.Farthest.Distance),
        Scale.Relative => h <= 0.5
            ? row.NearestFrom((1 - 2 * h) * row.Farthest.Distance + 2 * h * positiveDistance, strictlyBeyond: positiveDistance)
            : row.NearestFrom((2 - 2 * h) * positiveDistance + (2 * h - 1) * row.Nearest.Distance),
        _ => row.AtRank(Rank(scale, row.Count, h)),
    };

    /// <summary>The place, counted from the nearest from 0, of the candidate at a hardness.</summary>
    /// <inheritdoc cref="At"/>
    public static int PlaceAt(Scale scale, CandidateRow row, double h, double positiveDistance) => scale switch
    {
        Scale.Range or Scale.Relative => row.RankOf(At(scale, row, h, positiveDistance)),
        _ => Rank(scale, row.Count, h),
    };

    private static int Rank(Scale scale, int count, double h) => scale switch
    {
        Scale.Rank => (int)RoundHalfUp((1 - h) * (count - 1)),
        Scale.LogRank => (int)Math.Max(0, RoundHalfUp(PortableMath.Pow(count, 1 - h)) - 1),
        _ => throw new InvalidOperationException($"Scale {scale} is none of the enumeration."),
    };

    private static double RoundHalfUp(double x) => Math.Floor(x + 0.5);
}
