namespace Tercet;

/// <summary>
/// The order in which the hardness values of a schedule are used. Each order uses the same values, so that the effect of the
/// order can be told from that of the values.
/// </summary>
public enum HardnessOrder
{
    /// <summary>As the schedule has them.</summary>
    Schedule,

    /// <summary>The last first.</summary>
    Reversed,

    /// <summary>A random permutation over the whole sequence, drawn with the seed.</summary>
    Shuffled,
}
