using CsCheck;
using Tercet.CommandLine.Data;
using Tercet.Testing;
using Tercet.Viewer.Review;
using Tercet.Viewer.Runs;
using Tercet.Vision;

namespace Tercet.Viewer.Tests.Review;

public sealed class SuspectSearchTests
{
    private static readonly Gen<(string Kind, int Seed, int Max)> Cases = Gen.Select(
        Gens.OneOf(RandomSet.OneTable, RandomSet.Catalog, RandomSet.SeveralLabels, RandomSet.AllLabels, RandomSet.Pairs), Gen.Int[0, 1_000_000],
        Gens.OneOf(4, 30, 250));

    [Fact]
    public void They_are_those_of_a_loop_over_all_pairs()
    {
        var kinds = new HashSet<SuspectKind>();
        Cases.Sample(
            c =>
            {
                using var set = new RandomSet(c.Kind, c.Seed, c.Max);
                var found = Search(set);
                Assert.Equal(NaiveSuspects.Of(set), found);
                kinds.UnionWith(found.Select(suspect => suspect.Kind));
            },
            iter: 400, threads: 1);
        Assert.Equal(Enum.GetValues<SuspectKind>().Length, kinds.Count);
    }

    [Fact]
    public void Searching_again_finds_the_same()
    {
        using var set = new RandomSet(RandomSet.SeveralLabels, seed: 5, maxItems: 900);
        Assert.Equal(Search(set), Search(set));
    }

    [Fact]
    public void Progress_is_reported_in_parts_of_512_items_to_the_last()
    {
        using var set = Line(count: 1300);
        var done = new List<int>();
        var search = new SuspectSearch(set.Neighbourhood, set.Relation);
        search.Run((_, items) => done.Add(items), TestContext.Current.CancellationToken);
        Assert.Equal([512, 1024, 1300], done);
        Assert.Equal((1300, 1300), (search.Total, search.All));
    }

    [Fact]
    public void Of_too_many_items_some_are_looked_at_evenly()
    {
        using var set = Line(count: SuspectSearch.MaxQueries + 3);
        var search = new SuspectSearch(set.Neighbourhood, set.Relation);
        Assert.Equal((SuspectSearch.MaxQueries, SuspectSearch.MaxQueries + 3), (search.Total, search.All));
    }

    [Fact]
    public void A_planted_label_error_is_the_first()
    {
        // Two far groups; item 3 lies in the first and is labelled as one of the second.
        string[] labels = ["a", "a", "a", "b", "b", "b", "b"];
        float[] places = [0, 1, 2, 1.1f, 50, 51, 52];
        using var set = Of(labels, places);
        var suspects = Search(set.Neighbourhood, set.Relation);
        Assert.Equal((3, 1), (suspects[0].Anchor, suspects[0].Negative));
        Assert.True(suspects[0].Doubt > 0.99);
    }

    [Fact]
    public void A_cancelled_search_ends()
    {
        using var set = Line(count: 10);
        Assert.ThrowsAny<OperationCanceledException>(() => new SuspectSearch(set.Neighbourhood, set.Relation)
            .Run((_, _) => { }, new CancellationToken(canceled: true)));
    }

    private static IReadOnlyList<Suspect> Search(RandomSet set) => Search(set.Neighbourhood, set.Relation);

    private static IReadOnlyList<Suspect> Search(Neighbourhood neighbourhood, Relation relation)
    {
        IReadOnlyList<Suspect> found = [];
        new SuspectSearch(neighbourhood, relation).Run((suspects, _) => found = suspects, TestContext.Current.CancellationToken);
        return found;
    }

    private static Placed Line(int count) => Of(
        [.. Enumerable.Range(0, count).Select(i => $"{i / 4}")], [.. Enumerable.Range(0, count).Select(i => (float)i)]);

    private static Placed Of(string[] labels, float[] places)
    {
        var tables = new DataTables(new ItemTable(labels), null, [], 0, null);
        var data = new EmbeddedData(tables, EmbeddingMatrix.FromArray(places, 1), null, BadImageHandling.Skip);
        return new Placed(new Neighbourhood(data, Distance.Euclidean), new Relation(tables));
    }

    private sealed record Placed(Neighbourhood Neighbourhood, Relation Relation) : IDisposable
    {
        public void Dispose() => Neighbourhood.Dispose();
    }
}
