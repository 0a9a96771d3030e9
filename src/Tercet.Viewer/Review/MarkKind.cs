namespace Tercet.Viewer.Review;

/// <summary>What a person said of a pair, or of an item.</summary>
public enum MarkKind
{
    /// <summary>Anchor and negative are the same thing: the pair is excluded.</summary>
    SameThing,

    /// <summary>An item has the wrong label: it takes no part, or gets another one.</summary>
    WrongLabel,

    /// <summary>The pair is fine as it is, and no longer a suspect.</summary>
    Fine,
}
