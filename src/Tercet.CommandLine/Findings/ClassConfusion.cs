namespace Tercet.CommandLine.Findings;

/// <summary>A class that supplied negatives to anchors of another class, as <see cref="ClassConfusions"/> counted it.</summary>
/// <param name="AnchorClass">The class of the anchors; in batches, the seed class.</param>
/// <param name="NegativeClass">The class of the negatives; in batches, the class that joined.</param>
/// <param name="Count">How often; a lower bound where the counting has an error.</param>
/// <param name="Violating">How often the negative was nearer than the positive.</param>
/// <param name="MeanDistance">The mean distance of these negatives from their anchors.</param>
internal readonly record struct ClassConfusion(
    string AnchorClass, string NegativeClass, long Count, long Violating, double MeanDistance);
