namespace Tercet;

/// <summary>One triplet of a sequence, with its target and actual hardness.</summary>
/// <param name="Step">Its place in the whole sequence, from 0.</param>
/// <param name="Epoch">The epoch of the step, from 0.</param>
/// <param name="Cycle">The cycle of the schedule, from 0.</param>
/// <param name="Anchor">The anchor's row: in the catalog where there is one, else among the items.</param>
/// <param name="Positive">The positive's row among the items.</param>
/// <param name="Negative">The negative's row among the items.</param>
/// <param name="AnchorClass">The class label of anchor and positive.</param>
/// <param name="NegativeClass">The class label of the negative.</param>
/// <param name="PositiveDistance">d_ap: from anchor to positive.</param>
/// <param name="NegativeDistance">d_an: from anchor to negative.</param>
/// <param name="TargetHardness">The target hardness, in [0, 1]; null for selectors without one.</param>
/// <param name="Hardness">
/// Actual hardness, (d_max − d_an) / (d_max − d_min) over the anchor's candidates: 0 for the farthest, 1 for the nearest,
/// and 1 where all are equally far.
/// </param>
/// <param name="Rank">The negative's place among the candidates, 1 for the nearest; ties go to the lower row.</param>
public readonly record struct Triplet(
    long Step,
    int Epoch,
    int Cycle,
    int Anchor,
    int Positive,
    int Negative,
    string AnchorClass,
    string NegativeClass,
    double PositiveDistance,
    double NegativeDistance,
    double? TargetHardness,
    double Hardness,
    int Rank);
