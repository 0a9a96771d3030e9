using Tercet.Search;

namespace Tercet;

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
        Strategy.Sequence => HardnessScale.At(options.Scale, row, hardness!.Value, positiveDistance),
        Strategy.Easiest => row.Farthest,
        Strategy.Hardest => row.Nearest,
        Strategy.Random => row.AtOrdinal(stream.Next(row.Count)),
        Strategy.SemiHard => row.NearestFrom(positiveDistance, strictlyBeyond: positiveDistance),
        Strategy.DistanceWeighted => _weighting.Pick(row, ref stream),
        _ => throw new InvalidOperationException($"Strategy {options.Strategy} is none of the enumeration."),
    };
}
