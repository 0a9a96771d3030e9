using CsCheck;
using Tercet.Tests.Schedules;
using Tercet.Tests.Search;
using Tercet.Tests.Selection;

namespace Tercet.Tests.Triplets;

/// <summary>Random options for a relation, with bounds that its own similarities often equal.</summary>
internal static class RelationOptions
{
    public static Gen<TripletOptions> Generator(RelationScenario scenario, INegativeSelector selector, Distance distance) =>
        from triplets in Gen.Int[15, 30]
        from epochs in Gen.Int[1, 2]
        from curve in HardnessCurves.Generator
        from cap in Gens.OneOf(0.3, 0.5, 0.85, 1.0)
        from positive in Gen.Enum<PositiveStrategy>()
        from minDistance in Gens.OneOf(0.0, 0, 0, 0.25, 1.0)
        from pool in Gens.OneOf<int?>(null, null, null, 2, 9, 1000)
        from negatives in Gens.OneOf(1, 1, 2, 3, 4, 5, 6)
        from gaps in Gens.OneOf<int?>(null, null, 0, 1, 5, 100)
        from skip in Gens.OneOf(0.0, 0, 0.1, 0.5, 0.99)
        from bounds in Bounds(scenario, distance)
        from seed in Gen.ULong
        select new TripletOptions
        {
            TripletsPerEpoch = triplets,
            Epochs = epochs,
            Selector = selector,
            Distance = distance,
            PositiveStrategy = positive,
            MinDistance = minDistance,
            CandidatePool = pool,
            Negatives = negatives,
            Spread = selector == NegativeSelector.Random || selector == NegativeSelector.DistanceWeighted ? null : negatives + gaps,
            SkipNearest = skip,
            Bounds = bounds,
            Seed = seed,
            Schedule = new HardnessSchedule { Curve = curve, Cycles = 1, Cap = cap },
            MaxDegreeOfParallelism = 2,
        };

    private static Gen<NegativeBounds> Bounds(RelationScenario scenario, Distance distance)
    {
        var any = Gen.Select(Gen.Int[0, scenario.AnchorCount - 1], Gen.Int[0, scenario.ItemCount - 1]);
        var similarities = any.Select((anchor, item) =>
            scenario.Scores is { Length: > 0 } scores
                ? scores[anchor * item % scores.Length].Score
                : NaiveBounds.SimilarityAt(
                    NaiveDistance.Between(scenario.AnchorRow(anchor), scenario.ItemRow(item), distance), distance));
        return
            from which in Gen.Int[0, 31].Select(i => i % 16)
            from s in similarities
            from t in similarities
            from plainMargin in Gens.OneOf<double?>(null, null, 0, 1, -0.5)
            from ratio in Gens.OneOf(0.5, 0.95, 1, 1.5, 2)
            from against in Gen.Enum<PositiveReference>()
            from first in Gens.OneOf(1, 1, 2, 5)
            from length in Gens.OneOf(1, 3, 10, 1000)
            select new NegativeBounds
            {
                MaxSimilarity = which % 2 == 1 ? s : null,
                MarginToPositive = which / 2 % 2 == 1 ? plainMargin ?? s - t : null,
                RatioToPositive = which / 4 % 2 == 1 ? ratio : null,
                Against = against,
                Ranks = which / 8 == 1 ? new RankRange(first, first + length - 1) : null,
            };
    }
}
