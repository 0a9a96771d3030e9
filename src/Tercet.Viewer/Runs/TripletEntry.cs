namespace Tercet.Viewer.Runs;

/// <summary>A triplet, in 48 bytes: a million are in memory at once.</summary>
/// <param name="Step">The step.</param>
/// <param name="Anchor">The anchor's row.</param>
/// <param name="Positive">The positive's row.</param>
/// <param name="Negative">The negative's row.</param>
/// <param name="PositiveDistance">d_ap.</param>
/// <param name="NegativeDistance">d_an.</param>
/// <param name="Target">Target hardness; NaN for none.</param>
/// <param name="Hardness">Actual hardness.</param>
/// <param name="Rank">The negative's rank.</param>
public readonly record struct TripletEntry(
    long Step, int Anchor, int Positive, int Negative, float PositiveDistance, float NegativeDistance, float Target,
    float Hardness, int Rank)
{
    /// <summary>Takes what is shown of a triplet.</summary>
    public static TripletEntry Of(in Triplet triplet) => new(
        triplet.Step, triplet.Anchor, triplet.Positive, triplet.Negative, (float)triplet.PositiveDistance,
        (float)triplet.NegativeDistance, (float)(triplet.TargetHardness ?? double.NaN), (float)triplet.Hardness, triplet.Rank);
}
