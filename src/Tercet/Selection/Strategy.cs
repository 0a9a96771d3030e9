namespace Tercet;

/// <summary>How a negative is chosen.</summary>
public enum Strategy
{
    /// <summary>At the hardness that the schedule asks of each step.</summary>
    Sequence,

    /// <summary>The farthest candidate.</summary>
    Easiest,

    /// <summary>The nearest candidate (batch-hard's choice, Hermans et al. 2017, over the whole set).</summary>
    Hardest,

    /// <summary>Any candidate, each as likely.</summary>
    Random,

    /// <summary>The nearest candidate farther than the positive (FaceNet, Schroff et al. 2015), else the farthest.</summary>
    SemiHard,

    /// <summary>
    /// At random, weighted by the inverse density of distances on the unit sphere (Wu et al. 2017), normalised for each
    /// anchor; wants embeddings of unit length, or the cosine distance.
    /// </summary>
    DistanceWeighted,
}
