using Tercet.Search;

namespace Tercet.Mining;

/// <summary>Chooses a negative among the candidates of an anchor, by the strategy and scale of the options.</summary>
internal sealed class NegativePicker(TripletOptions options, int dimensions)
{
    private readonly DistanceWeighting _weighting = new(options.Distance, dimensions);

    /// <summary>Chooses; the row has one candidate or more.</summary>
    /// <param name="row">The anchor's candidates.</param>
    /// <param name="hardness">What the schedule asks, where it does.</param>
    /// <param name="positiveDistance">From the anchor to the positive.</param>
    /// <param name="stream">The step's own randomness.</param>
    public Neighbour Pick(CandidateRow row, double? hardness, double positiveDistance, RandomStream stream) => options.Strategy switch
    {
        Strategy.Sequence => AtHardness(row, hardness!.Value, positiveDistance),
        Strategy.Easiest => row.Farthest,
        Strategy.Hardest => row.Nearest,
        Strategy.Random => row.AtOrdinal(stream.Next(row.Count)),
        Strategy.SemiHard => row.NearestFrom(positiveDistance, strictlyBeyond: positiveDistance),
        Strategy.DistanceWeighted => _weighting.Pick(row, ref stream),
        _ => throw new InvalidOperationException($"Strategy {options.Strategy} is none of the enumeration."),
    };

    private Neighbour AtHardness(CandidateRow row, double h, double positiveDistance) => options.Scale switch
    {
        Scale.Range => row.NearestFrom(h * row.Nearest.Distance + (1 - h) * row.Farthest.Distance),
        Scale.Rank => row.AtPlace((int)RoundHalfUp((1 - h) * (row.Count - 1))),
        Scale.LogRank => row.AtPlace((int)Math.Max(0, RoundHalfUp(PortableMath.Pow(row.Count, 1 - h)) - 1)),
        Scale.Relative => h <= 0.5
            ? row.NearestFrom((1 - 2 * h) * row.Farthest.Distance + 2 * h * positiveDistance, strictlyBeyond: positiveDistance)
            : row.NearestFrom((2 - 2 * h) * positiveDistance + (2 * h - 1) * row.Nearest.Distance),
        _ => throw new InvalidOperationException($"Scale {options.Scale} is none of the enumeration."),
    };

    private static double RoundHalfUp(double x) => Math.Floor(x + 0.5);
}
