namespace Tercet.Viewer.Review;

/// <summary>Why a pair is doubtful.</summary>
public enum SuspectKind
{
    /// <summary>The negative is nearly identical to the anchor.</summary>
    NearlyIdentical,

    /// <summary>The negative is nearer than the positive.</summary>
    NegativeNearer,

    /// <summary>The nearest positive is farther than most negatives.</summary>
    PositiveFar,
}
