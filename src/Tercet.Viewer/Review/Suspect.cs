namespace Tercet.Viewer.Review;

/// <summary>A doubtful pair: an anchor, a negative, and the positive that it is compared with.</summary>
/// <param name="Kind">Why it is doubtful.</param>
/// <param name="Doubt">How doubtful, in [0, 1]: d_ap / (d_ap + d_an), ½ where both are equally far; 1 for identical ones.</param>
/// <param name="Anchor">The anchor's row.</param>
/// <param name="Positive">The row of its nearest positive, or that of its triplet; −1 for none.</param>
/// <param name="Negative">The negative's row.</param>
/// <param name="PositiveDistance">d_ap; NaN without a positive.</param>
/// <param name="NegativeDistance">d_an.</param>
/// <param name="Agreeing">Of the anchor's nearest items, those of its class; −1 where they are not known.</param>
/// <param name="Opposing">Of the anchor's nearest items, those of the negative's class.</param>
public sealed record Suspect(
    SuspectKind Kind, double Doubt, int Anchor, int Positive, int Negative, double PositiveDistance, double NegativeDistance,
    int Agreeing = -1, int Opposing = -1);
