using Tercet.Viewer.Runs;

namespace Tercet.Viewer.Review;

/// <summary>The doubtful pairs among the triplets of a run, where there are no embeddings to search.</summary>
public static class TripletSuspects
{
    private const int Most = 5000;

    /// <summary>Finds triplets whose negative is nearer than the positive: each pair once, the most doubtful first.</summary>
    public static IReadOnlyList<Suspect> Find(TripletTable triplets)
    {
        var byPair = new Dictionary<(int, int), Suspect>();
        foreach (var entry in triplets.Entries)
        {
            var doubt = entry.PositiveDistance / ((double)entry.PositiveDistance + entry.NegativeDistance);
            if (!(doubt > 0.5) || byPair.GetValueOrDefault((entry.Anchor, entry.Negative))?.Doubt >= doubt)
                continue;
            byPair[(entry.Anchor, entry.Negative)] = new Suspect(
                SuspectKind.NegativeNearer, doubt, entry.Anchor, entry.Positive, entry.Negative, entry.PositiveDistance,
                entry.NegativeDistance);
        }
        return
        [
            .. byPair.Values.OrderByDescending(suspect => suspect.Doubt).ThenBy(suspect => suspect.Anchor)
                .ThenBy(suspect => suspect.Negative).Take(Most),
        ];
    }
}
