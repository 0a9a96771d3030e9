using CsCheck;
using Tercet.Viewer.Review;
using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Tests.Review;

public sealed class TripletSuspectsTests
{
    private static readonly Gen<(int Anchor, int Positive, int Negative, int PositiveDistance, int NegativeDistance)[]> Triplets =
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 4]).Array[0, 60];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void They_are_those_of_a_loop_over_all_triplets(bool isOneTable) => Triplets.Sample(triplets =>
    {
        var found = TripletSuspects.Find(Table(triplets), isOneTable);
        (int, int) PairOf(int anchor, int negative) => isOneTable && negative < anchor ? (negative, anchor) : (anchor, negative);
        var expected = triplets
            .Where(triplet => triplet.PositiveDistance > triplet.NegativeDistance)
            .GroupBy(triplet => PairOf(triplet.Anchor, triplet.Negative))
            .ToDictionary(pair => pair.Key, pair => pair.Max(triplet => triplet.PositiveDistance / ((double)triplet.PositiveDistance + triplet.NegativeDistance)));
        Assert.Equal(expected.Count, found.Count);
        foreach (var suspect in found)
        {
            Assert.Equal(expected[PairOf(suspect.Anchor, suspect.Negative)], suspect.Doubt);
            Assert.Contains(
                (suspect.Anchor, suspect.Positive, suspect.Negative, (int)suspect.PositiveDistance, (int)suspect.NegativeDistance), triplets);
            Assert.Equal((SuspectKind.NegativeNearer, -1, -1), (suspect.Kind, suspect.Agreeing, suspect.Opposing));
        }
        Assert.Equal(
            found.OrderByDescending(suspect => suspect.Doubt).ThenBy(suspect => suspect.Anchor).ThenBy(suspect => suspect.Negative), found);
        Assert.Equal(found, TripletSuspects.Find(Table(triplets), isOneTable));
    });

    private static TripletTable Table((int Anchor, int Positive, int Negative, int PositiveDistance, int NegativeDistance)[] triplets)
    {
        var table = new TripletTable();
        foreach (var (i, (anchor, positive, negative, positiveDistance, negativeDistance)) in triplets.Index())
            table.Add(new Triplet(i, 0, 0, anchor, positive, negative, "a", "b", positiveDistance, negativeDistance, null, 1, 1));
        return table;
    }
}
