using Tercet.Viewer.Review;

namespace Tercet.Viewer.Tests.Review;

/// <summary>Doubtful pairs as the documentation defines them, from the distances of all pairs.</summary>
internal static class NaiveSuspects
{
    public static List<Suspect> Of(RandomSet set)
    {
        var (tables, isOfPairs, isOne) = (set.Tables, set.Tables.Pairs is not null, set.Tables.Catalog is null);
        // Queries are looked at among their passages; items among the catalog, or among each other.
        var (queries, others) = isOfPairs ? (tables.Catalog!, tables.Items) : (tables.Items, tables.Anchors);
        var (from, to) = isOfPairs ? (set.AnchorPositions, set.Positions) : (set.Positions, set.AnchorPositions);
        bool Share(string? one, string? other) => tables.LabelsOf(one).Intersect(tables.LabelsOf(other)).Any();
        bool Related(int query, int other) => isOfPairs
            ? tables.Pairs!.Contains((query, other))
            : Share(queries.Classes[query], others.Classes[other]);
        bool Positive(int query, int other) => tables.Match == LabelMatch.All
            ? tables.LabelsOf(queries.Classes[query]).All(label => tables.LabelsOf(others.Classes[other]).Contains(label))
            : Related(query, other);
        int[] taking = [.. Enumerable.Range(0, others.Count).Where(others.TakesPart)];
        int[] sample = [.. taking.Length <= 101 ? taking : Enumerable.Range(0, 101).Select(i => taking[i * taking.Length / 101])];
        var found = new List<(Suspect Suspect, double Nearest, bool IsFar)>();
        foreach (var query in Enumerable.Range(0, queries.Count).Where(queries.TakesPart))
        {
            (int Row, double Distance)[] Sorted(int[] rows) =>
            [
                .. rows.Where(row => !isOne || row != query).Select(row => (row, Distance(from[query], to[row])))
                    .OrderBy(other => other.Item2).ThenBy(other => other.row),
            ];
            var all = Sorted(taking);
            var nearest = all.Take(10).ToArray();
            if (nearest.All(other => Related(query, other.Row)))
                continue;
            var negative = nearest.First(other => !Related(query, other.Row));
            var positive = all.Where(other => Positive(query, other.Row)).Select(other => (Of: other, IsThere: true)).FirstOrDefault();
            var isAmongNearest = positive.IsThere && nearest.Contains(positive.Of);
            var reference = Sorted(sample);
            var isFar = positive.IsThere && !isAmongNearest && reference.Length > 0 && positive.Of.Distance > reference[reference.Length / 2].Distance;
            found.Add((
                new Suspect(
                    SuspectKind.NegativeNearer, 0, query, positive.IsThere ? positive.Of.Row : -1, negative.Row,
                    positive.IsThere ? positive.Of.Distance : double.NaN, negative.Distance,
                    nearest.Count(other => Related(query, other.Row)),
                    isOfPairs ? -1 : nearest.Count(other => Share(others.Classes[negative.Row], others.Classes[other.Row]))),
                nearest[0].Distance, isFar));
        }
        if (found.Count == 0)
            return [];
        var identical = 0.05 * found.Select(one => one.Nearest).Order().ElementAt(found.Count / 2);
        var suspects = found.Select(one => one.Suspect.NegativeDistance <= identical
                ? one.Suspect with { Kind = SuspectKind.NearlyIdentical, Doubt = 1 }
                : one.Suspect with
                {
                    Kind = one.IsFar ? SuspectKind.PositiveFar : SuspectKind.NegativeNearer,
                    Doubt = one.Suspect.Positive < 0 ? 0 : one.Suspect.PositiveDistance / (one.Suspect.PositiveDistance + one.Suspect.NegativeDistance),
                })
            .Where(suspect => suspect.Doubt > 0.5 || suspect.Kind == SuspectKind.PositiveFar)
            .OrderByDescending(suspect => suspect.Doubt).ThenBy(suspect => suspect.NegativeDistance).ThenBy(suspect => suspect.Anchor);
        var seen = new HashSet<(int, int)>();
        return [.. suspects.Where(suspect => !isOne
            || seen.Add((Math.Min(suspect.Anchor, suspect.Negative), Math.Max(suspect.Anchor, suspect.Negative))))];
    }

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum());
}
