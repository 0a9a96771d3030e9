namespace Tercet.Files;

/// <summary>The shape of a further file of triplets, for trainers that read another than one row per negative.</summary>
public enum TripletLayout
{
    /// <summary>No further file: one row per negative.</summary>
    Rows,

    /// <summary>One row per step: anchor, positive, negative_1, negative_2 and so on.</summary>
    Tuple,

    /// <summary>One row per step: anchor, and lists of candidates, labels (1 for the positive) and scores.</summary>
    List,
}
