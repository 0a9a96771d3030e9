namespace Tercet;

/// <summary>
/// Picks the negative among an anchor's candidates. <see cref="NegativeSelector"/> has the usual ones; docs/extending/selector.md
/// shows how to write another. Selectors are called from several threads at once and must not depend on the order of calls.
/// </summary>
public interface INegativeSelector
{
    /// <summary>
    /// Names the selector with its parameters, such as <c>log-rank</c>; not blank, and none of the usual names. It goes into the
    /// manifest: equal identities mean equal selectors.
    /// </summary>
    string Identity { get; }

    /// <summary>The target hardness of a step. By default the schedule's; null for a selector without a target.</summary>
    /// <param name="scheduled">The hardness that the schedule has for the step, in [0, 1].</param>
    /// <returns>The target hardness, in [0, 1], or null.</returns>
    double? TargetFor(double scheduled) => scheduled;

    /// <summary>Selects the negative.</summary>
    /// <param name="candidates">The anchor's candidates, one or more; valid during the call, on its thread.</param>
    /// <param name="step">The target hardness, the distance to the positive, and random numbers of the step's own.</param>
    /// <returns>One of the candidates, as a member of <paramref name="candidates"/> returned it.</returns>
    Candidate Select(ICandidates candidates, in SelectionStep step);
}
