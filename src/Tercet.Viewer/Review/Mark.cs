namespace Tercet.Viewer.Review;

/// <summary>A mark, by the names of items: their files or ids, or row numbers where they have neither.</summary>
/// <param name="Kind">What was said.</param>
/// <param name="First">The anchor of a pair; the item whose label is wrong.</param>
/// <param name="Second">The negative of a pair; the new label of an item, empty where it is not known.</param>
/// <param name="Note">The label that the item has.</param>
public sealed record Mark(MarkKind Kind, string First, string Second, string Note = "")
{
    /// <summary>Whether two marks are about the same: a later one replaces an earlier.</summary>
    public bool IsAboutSame(Mark other) => (Kind == MarkKind.WrongLabel) == (other.Kind == MarkKind.WrongLabel)
        && (Kind == MarkKind.WrongLabel
            ? First == other.First
            : (First, Second) == (other.First, other.Second) || (First, Second) == (other.Second, other.First));
}
