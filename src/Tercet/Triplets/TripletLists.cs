namespace Tercet;

/// <summary>
/// A whole mining as six lists of files (or of row numbers, where the data have no file column), in step order: element i
/// of anchors, positives and negatives is one triplet.
/// </summary>
/// <param name="TrainAnchors">Anchors of the training triplets.</param>
/// <param name="TrainPositives">Their positives.</param>
/// <param name="TrainNegatives">Their negatives.</param>
/// <param name="TestAnchors">Anchors of the test triplets.</param>
/// <param name="TestPositives">Their positives.</param>
/// <param name="TestNegatives">Their negatives.</param>
public sealed record TripletLists(
    IReadOnlyList<string> TrainAnchors,
    IReadOnlyList<string> TrainPositives,
    IReadOnlyList<string> TrainNegatives,
    IReadOnlyList<string> TestAnchors,
    IReadOnlyList<string> TestPositives,
    IReadOnlyList<string> TestNegatives);
