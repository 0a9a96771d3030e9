namespace Tercet;

/// <summary>
/// Picks the negative among an anchor's candidates. <see cref="NegativeSelector"/> has the usual ones; docs/extending/selector.md
/// shows how to write another. Selectors are called from several threads and must not depend on the order of calls.
/// </summary>
public interface INegativeSelector
{
    /// <summary>
    /// Names the selector with its parameters, such as <c>log-rank</c>. It goes into the manifest: equal identities mean equal
    /// selectors.
    /// </summary>
    string Identity { get; }

    /// <summary>The target hardness of a step. By default the schedule's; null for a selector without a target.</summary>
    /// <param name="scheduled">What the schedule says, in [0, 1].</param>
    double? TargetFor(double scheduled) => scheduled;

    /// <summary>Selects the negative.</summary>
    /// <param name="candidates">The anchor's candidates, one or more.</param>
    /// <param name="step">The step.</param>
    /// <returns>One of the candidates.</returns>
    Candidate Select(ICandidates candidates, in SelectionStep step);
}
