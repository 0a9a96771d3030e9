namespace Tercet;

/// <summary>One triplet of a sequence, with its target and actual hardness.</summary>
public readonly record struct Triplet
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="step">Index in the whole sequence, from 0.</param>
    /// <param name="epoch">The epoch of the step, from 0.</param>
    /// <param name="cycle">The cycle of the schedule, from 0.</param>
    /// <param name="anchor">The anchor's row: in the catalog where there is one, else among the items.</param>
    /// <param name="positive">The positive's row among the items.</param>
    /// <param name="negative">The negative's row among the items.</param>
    /// <param name="anchorClass">The class label of anchor and positive.</param>
    /// <param name="negativeClass">The class label of the negative.</param>
    /// <param name="positiveDistance">d_ap: from anchor to positive.</param>
    /// <param name="negativeDistance">d_an: from anchor to negative.</param>
    /// <param name="targetHardness">The target hardness, in [0, 1]; null for selectors without one.</param>
    /// <param name="hardness">
    /// Actual hardness, (d_max − d_an) / (d_max − d_min) over the anchor's candidates: 0 for the farthest, 1 for the nearest, and
    /// 1 where all are equally far.
    /// </param>
    /// <param name="rank">Rank of the negative among the candidates, 1 for the nearest; ties go to the lower row.</param>
    public Triplet(
        long step, int epoch, int cycle, int anchor, int positive, int negative,
        string anchorClass, string negativeClass, double positiveDistance, double negativeDistance,
        double? targetHardness, double hardness, int rank)
    {
        Step = step;
        Epoch = epoch;
        Cycle = cycle;
        Anchor = anchor;
        Positive = positive;
        Negative = negative;
        AnchorClass = anchorClass;
        NegativeClass = negativeClass;
        PositiveDistance = positiveDistance;
        NegativeDistance = negativeDistance;
        TargetHardness = targetHardness;
        Hardness = hardness;
        Rank = rank;
    }

    /// <summary>Index in the whole sequence, from 0.</summary>
    public long Step { get; }

    /// <summary>The epoch of the step, from 0.</summary>
    public int Epoch { get; }

    /// <summary>The cycle of the schedule, from 0.</summary>
    public int Cycle { get; }

    /// <summary>The anchor's row: in the catalog where there is one, else among the items.</summary>
    public int Anchor { get; }

    /// <summary>The positive's row among the items.</summary>
    public int Positive { get; }

    /// <summary>The negative's row among the items.</summary>
    public int Negative { get; }

    /// <summary>The class label of anchor and positive; for pairs, the id of the query.</summary>
    public string AnchorClass { get; }

    /// <summary>The class label of the negative, with several labels all of them; empty for pairs.</summary>
    public string NegativeClass { get; }

    /// <summary>d_ap: from anchor to positive.</summary>
    public double PositiveDistance { get; }

    /// <summary>d_an: from anchor to negative.</summary>
    public double NegativeDistance { get; }

    /// <summary>The target hardness, in [0, 1]; null for selectors without one.</summary>
    public double? TargetHardness { get; }

    /// <summary>
    /// Actual hardness, (d_max − d_an) / (d_max − d_min) over the anchor's candidates: 0 for the farthest, 1 for the nearest,
    /// and 1 where all are equally far.
    /// </summary>
    public double Hardness { get; }

    /// <summary>
    /// Rank of the negative among the candidates, 1 for the nearest; ties go to the lower row. Candidates that bounds on negatives
    /// left out count.
    /// </summary>
    public int Rank { get; }

    /// <summary>Candidates of the step that bounds on negatives left out (<see cref="TripletOptions.Bounds"/>).</summary>
    public int Removed { get; init; }
}
