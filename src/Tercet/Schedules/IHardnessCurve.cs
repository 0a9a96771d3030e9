namespace Tercet;

/// <summary>
/// How hardness moves within a cycle. <see cref="HardnessCurve"/> has the usual ones; docs/extending/curve.md shows how to write
/// another. Curves are called from several threads at once, and must return the same value for the same position.
/// </summary>
public interface IHardnessCurve
{
    /// <summary>
    /// Names the curve with its parameters, such as <c>tanh growth=3</c>; not blank, and none of the usual names. It goes into
    /// the manifest: equal identities mean equal curves.
    /// </summary>
    string Identity { get; }

    /// <summary>The value of the curve, in [0, 1]: 0 is the schedule's floor, 1 its cap.</summary>
    /// <param name="u">Position in the cycle, in [0, 1]: 0 at its first step, 1 at its last.</param>
    double At(double u);
}
