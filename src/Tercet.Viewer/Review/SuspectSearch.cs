using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Review;

/// <summary>
/// Looks for doubtful labels among all items, by exact search: for each item, its nearest positive and its nearest negative. It
/// can be read while it is under way.
/// </summary>
/// <param name="neighbourhood">The embeddings.</param>
/// <param name="relation">Which items belong together.</param>
public sealed class SuspectSearch(Neighbourhood neighbourhood, Relation relation)
{
    /// <summary>Items that are looked at; of more, as many are taken evenly.</summary>
    public const int MaxQueries = 20_000;

    /// <summary>Neighbours that are asked for their label.</summary>
    public const int Neighbours = 10;

    /// <summary>A negative at less than this share of the usual distance to the nearest item is nearly identical.</summary>
    private const double IdenticalShare = 0.05;

    private const int Chunk = 512, SampledNegatives = 101;

    private readonly List<Found> _found = [];

    /// <summary>Items that are looked at.</summary>
    public int Total => Queries.Count;

    /// <summary>Items of which there are more than are looked at.</summary>
    public int All => relation.IsOfPairs ? neighbourhood.Anchors.Count : neighbourhood.Items.Count;

    private IReadOnlyList<int> Queries => field ??= Evenly(relation.IsOfPairs ? neighbourhood.Anchors : neighbourhood.Items, MaxQueries);

    /// <summary>Looks at every item.</summary>
    /// <param name="report">Receives the suspects so far, the most doubtful first, and how many items were looked at.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public void Run(Action<IReadOnlyList<Suspect>, int> report, CancellationToken cancellationToken)
    {
        for (var start = 0; start < Queries.Count; start += Chunk)
        {
            int[] queries = [.. Queries.Skip(start).Take(Chunk)];
            var nearest = neighbourhood.Find(relation.IsOfPairs, queries, null, Neighbours, cancellationToken);
            var sampled = neighbourhood.Find(relation.IsOfPairs, queries, Sample, SampledNegatives, cancellationToken);
            for (var i = 0; i < queries.Length; i++)
            {
                if (Look(queries[i], nearest[i], sampled[i], cancellationToken) is { } found)
                    _found.Add(found);
            }
            report(Suspects(), start + queries.Length);
        }
    }

    /// <summary>What was found of an item; null where it has no negative near enough to tell.</summary>
    private Found? Look(
        int query, (int Row, double Distance)[] nearest, (int Row, double Distance)[] sampled, CancellationToken cancellationToken)
    {
        var negative = Array.FindIndex(nearest, other => !IsRelated(query, other.Row));
        if (negative < 0)
            return null; // all of its nearest are of its class
        var positive = Array.FindIndex(nearest, other => IsPositive(query, other.Row));
        var found = new Found(query, nearest[negative].Row, nearest[negative].Distance, nearest[0].Distance)
        {
            Agreeing = nearest.Count(other => IsRelated(query, other.Row)),
            Opposing = nearest.Count(other => IsOfSameClass(nearest[negative].Row, other.Row)),
        };
        if (positive >= 0)
            return found with { Positive = nearest[positive].Row, PositiveDistance = nearest[positive].Distance };
        int[] positives = relation.IsOfPairs ? relation.PassagesOf(query) : [.. relation.AnchorsOf(query).Where(row => row != query || !IsOneTable)];
        positives = [.. positives.Where(row => Among.Contains(row) && IsPositive(query, row))];
        if (positives.Length == 0)
            return found;
        var own = neighbourhood.Find(relation.IsOfPairs, [query], positives, 1, cancellationToken)[0];
        if (own.Length == 0)
            return found;
        return found with
        {
            Positive = own[0].Row,
            PositiveDistance = own[0].Distance,
            IsPositiveFar = sampled.Length > 0 && own[0].Distance > sampled[sampled.Length / 2].Distance,
        };
    }

    private bool IsOneTable => ReferenceEquals(neighbourhood.Items, neighbourhood.Anchors);

    private HashSet<int> Among => field ??= [.. Others];

    private IReadOnlyList<int> Sample => field ??= Evenly(Others, SampledNegatives);

    private IReadOnlyList<int> Others => relation.IsOfPairs ? neighbourhood.Items : neighbourhood.Anchors;

    /// <summary>Whether two are anchor and positive; in one table, the query is the anchor.</summary>
    private bool IsPositive(int query, int other) =>
        relation.IsOfPairs || IsOneTable ? relation.IsPositive(query, other) : relation.IsPositive(other, query);

    private bool IsRelated(int query, int other) =>
        relation.IsOfPairs ? relation.AreRelated(query, other) : relation.AreRelated(other, query);

    /// <summary>Whether two of those that are searched have a class in common.</summary>
    private bool IsOfSameClass(int one, int other) => !relation.IsOfPairs && relation.AnchorsShareClass(one, other);

    private List<Suspect> Suspects()
    {
        var usual = _found.Select(found => found.Nearest).Order().ElementAtOrDefault(_found.Count / 2);
        var suspects = _found.Select(found => found.ToSuspect(usual * IdenticalShare, relation.IsOfPairs)).OfType<Suspect>()
            .OrderByDescending(suspect => suspect.Doubt).ThenBy(suspect => suspect.NegativeDistance).ThenBy(suspect => suspect.Anchor);
        return [.. IsOneTable ? suspects.DistinctBy(Unordered) : suspects];
    }

    private static (int, int) Unordered(Suspect suspect) =>
        (Math.Min(suspect.Anchor, suspect.Negative), Math.Max(suspect.Anchor, suspect.Negative));

    private static IReadOnlyList<int> Evenly(IReadOnlyList<int> rows, int most) => rows.Count <= most
        ? rows
        : [.. Enumerable.Range(0, most).Select(i => rows[(int)((long)i * rows.Count / most)])];

    /// <summary>An item with its nearest negative and positive.</summary>
    private sealed record Found(int Query, int Negative, double NegativeDistance, double Nearest)
    {
        public int Positive { get; init; } = -1;

        public double PositiveDistance { get; init; } = double.NaN;

        public bool IsPositiveFar { get; init; }

        public int Agreeing { get; init; }

        public int Opposing { get; init; }

        public Suspect? ToSuspect(double identical, bool isOfPairs)
        {
            var isIdentical = NegativeDistance <= identical;
            var doubt = isIdentical ? 1 : Positive < 0 ? 0 : PositiveDistance / (PositiveDistance + NegativeDistance);
            if (doubt <= 0.5 && !IsPositiveFar)
                return null;
            var kind = isIdentical ? SuspectKind.NearlyIdentical
                : IsPositiveFar ? SuspectKind.PositiveFar : SuspectKind.NegativeNearer;
            return new Suspect(
                kind, doubt, Query, Positive, Negative, PositiveDistance, NegativeDistance, Agreeing, isOfPairs ? -1 : Opposing);
        }
    }
}
