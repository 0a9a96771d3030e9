namespace Tercet;

/// <summary>
/// How hardness moves within a cycle. <see cref="HardnessCurve"/> has the usual ones; docs/extending/curve.md shows how to write
/// another.
/// </summary>
public interface IHardnessCurve
{
    /// <summary>
    /// Names the curve with its parameters, such as <c>tanh growth=3</c>. It goes into the manifest: equal identities mean equal
    /// curves.
    /// </summary>
    string Identity { get; }

    /// <summary>The value of the curve, in [0, 1]: 0 is the schedule's floor, 1 its cap.</summary>
    /// <param name="u">Position in the cycle, in [0, 1]: 0 at its first step, 1 at its last.</param>
    double At(double u);
}
