using CsCheck;
using Tercet.Tests.Data;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Batches;

/// <summary>Batches of pairs of query and passage: against the brute-force reference of classes, and what a loss relies on.</summary>
public sealed class PairBatchTests
{
    private static readonly INegativeSelector[] Selectors =
        [.. NegativeSelector.All.Except([NegativeSelector.SemiHard, NegativeSelector.DistanceWeighted])];

    public static TheoryData<string, Distance> Cases() => new(
        from distance in Enum.GetValues<Distance>()
        from selector in Selectors
        select (selector.Identity, distance));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forms_what_the_brute_force_reference_forms(string selector, Distance distance)
    {
        var compared = 0;
        Sample(Selectors.Single(s => s.Identity == selector), distance, 40, (scenario, options, split, miner) =>
        {
            Compare(SplitPart.Train, miner.MineAll(scenario.ItemMatrix(), scenario.CatalogMatrix()));
            Compare(SplitPart.Test, miner.MineHeldOut(scenario.ItemMatrix(), scenario.CatalogMatrix()));

            void Compare(SplitPart part, MinedSequence<Batch> mined)
            {
                var (classes, pairs) = AsClasses(scenario, split.UnitsOf(scenario, part));
                List<Batch> expected = pairs.Length == 0
                    ? []
                    : new NaiveBatchMiner(classes, options, [.. Enumerable.Range(0, pairs.Length)], part).Mine();
                Assert.Equal(expected.Select(batch => Line(batch, row => pairs[row])), mined.Select(batch => Line(batch, null)));
                compared++;
            }
        });
        Assert.True(compared > 40, $"{compared} of 80 compared");
    }

    [Fact]
    public void Each_pair_comes_once_per_pass_and_never_with_a_related_one()
    {
        var passes = 0;
        Sample(null, Distance.Euclidean, 200, (scenario, options, split, miner) =>
        {
            var mined = miner.MineAll(scenario.ItemMatrix(), scenario.CatalogMatrix());
            var pairs = PairsOf(scenario, split.UnitsOf(scenario, SplitPart.Train));
            Assert.Equal(pairs.Length, miner.Plan.Classes);
            foreach (var pass in mined.GroupBy(batch => batch.Pass))
            {
                passes++;
                var seen = pass.SelectMany(batch => batch.CatalogRows.Zip(batch.Rows)).ToList();
                Assert.Empty(seen.Except(pairs));
                if (options.LastBatch != LastBatchHandling.Fill)
                    Assert.Equal(seen.Count, seen.Distinct().Count());
            }
            foreach (var batch in mined)
            {
                Assert.Equal(batch.Rows.Length, batch.CatalogRows.Length);
                for (var i = 0; i < batch.Rows.Length; i++)
                {
                    for (var j = 0; j < batch.Rows.Length; j++)
                        Assert.Equal(i == j, scenario.Pairs.Contains((batch.CatalogRows[i], batch.Rows[j])));
                    for (var j = 0; j < batch.Rows.Length; j++)
                        Assert.True(i == j || !scenario.IsRelated(batch.CatalogRows[i], batch.Rows[j]));
                }
                Assert.Equal(batch.Rows.Length, batch.Rows.Distinct().Count());
                Assert.Equal(batch.CatalogRows.Length, batch.CatalogRows.Distinct().Count());
            }
            var skipped = mined.Statistics.Skipped.CountOf("pairs left out of a pass");
            var repeated = mined.Statistics.Skipped.CountOf("pairs repeated within a pass");
            var count = (long)pairs.Length * mined.Select(batch => batch.Pass).Distinct().Count();
            Assert.Equal(count, mined.Sum(batch => batch.Rows.Length) + skipped - repeated);
        }, wholePasses: true);
        Assert.True(passes > 100, $"{passes} passes");
    }

    [Fact]
    public void Threads_slices_and_parts_do_not_matter() => Sample(null, Distance.Cosine, 80, (scenario, options, split, miner) =>
    {
        var (items, queries, total) = (scenario.ItemMatrix(), scenario.CatalogMatrix(), miner.Plan.TotalSteps);
        var whole = miner.MineAll(items, queries).Select(batch => Line(batch, null)).ToList();
        var other = TryCreate(scenario, options with { MaxDegreeOfParallelism = 7 }, split)!;
        Assert.Equal(whole, other.MineAll(items, queries).Select(batch => Line(batch, null)));
        var ranges = new[] { new StepRange(0, total / 2), new StepRange(total / 2, total) }.Where(range => range.Length > 0);
        Assert.Equal(whole, ranges.SelectMany(range => miner.MineRange(range, items, queries)).Select(batch => Line(batch, null)));
        miner.RequirePartsToBeTheWhole(items, queries, 3, null, batch => batch.Step, batch => Line(batch, null));
    });

    private static void Sample(
        INegativeSelector? selector, Distance distance, int iterations,
        Action<RelationScenario, BatchOptions, NaiveSplit, BatchMiner> check, bool wholePasses = false)
    {
        var scenarios = RelationScenario.Generator([RelationKind.Pairs], unitLength: false, distance == Distance.Cosine);
        var anyOptions = from classes in Gen.Int[2, 8]
                         from size in Gen.Int[2, 8]
                         from whole in Gen.Bool
                         from last in Gen.Enum<LastBatchHandling>()
                         from batches in Gens.OneOf<int?>(null, null, 3, 10)
                         from epochs in Gen.Int[1, 3]
                         from one in Gens.OneOf(Selectors)
                         from minDistance in Gens.OneOf(0.0, 0, 0.25)
                         from skip in Gens.OneOf(0.0, 0, 0.2, 0.7)
                         from seed in Gen.ULong
                         select new BatchOptions
                         {
                             ClassesPerBatch = classes,
                             GroupSize = whole ? null : Math.Min(size, classes),
                             LastBatch = last,
                             BatchesPerEpoch = wholePasses ? null : batches,
                             Epochs = epochs,
                             Selector = selector ?? one,
                             Distance = distance,
                             MinDistance = minDistance,
                             SkipNearest = skip,
                             Seed = seed,
                             MaxDegreeOfParallelism = 2,
                         };
        Gen.Select(scenarios, anyOptions, NaiveSplit.Generator).Sample((scenario, options, anySplit) =>
        {
            var split = anySplit.For(scenario);
            if (TryCreate(scenario, options, split) is { } miner)
                check(scenario, options, split, miner);
        }, iter: iterations, threads: 1);
    }

    private static BatchMiner? TryCreate(RelationScenario scenario, BatchOptions options, NaiveSplit split)
    {
        try
        {
            var items = scenario.ToItems();
            return new BatchMiner(items, options, split.Of(items));
        }
        catch (InvalidInputException e) when (e.Message.Contains("split", StringComparison.Ordinal))
        {
            return null; // too few for a split, or for a batch: tests of their own
        }
    }

    /// <summary>The pairs of some queries, in the order of both.</summary>
    private static (int Query, int Passage)[] PairsOf(RelationScenario scenario, int[] queries) =>
        [.. scenario.Pairs.Distinct().Where(pair => queries.Contains(pair.Query) && scenario.TakesPart(pair.Passage)).Order()];

    /// <summary>
    /// The same as items of classes: a class for each pair, of a catalog item (its query) and an item (its passage), two classes in
    /// an excluded pair where they are related.
    /// </summary>
    private static (Scenario Classes, (int Query, int Passage)[] Pairs) AsClasses(RelationScenario scenario, int[] queries)
    {
        var pairs = PairsOf(scenario, queries);
        string[] names = [.. pairs.Select(pair => $"q{pair.Query} p{pair.Passage}")];
        var related = from a in Enumerable.Range(0, pairs.Length)
                      from b in Enumerable.Range(0, pairs.Length)
                      where scenario.Pairs.Contains((pairs[a].Query, pairs[b].Passage))
                          || scenario.Excluded.Contains((pairs[a].Query, pairs[b].Passage))
                      select (a, b);
        return (new Scenario(
            names, scenario.ItemGroups is { } groups ? [.. pairs.Select(pair => groups[pair.Passage])] : null,
            [.. pairs.SelectMany(pair => scenario.ItemRow(pair.Passage))],
            names, scenario.AnchorGroups is { } own ? [.. pairs.Select(pair => own[pair.Query])] : null,
            [.. pairs.SelectMany(pair => scenario.AnchorRow(pair.Query))], scenario.Dimensions, [.. related]), pairs);
    }

    private static string Line(Batch batch, Func<int, (int Query, int Passage)>? pairOf) => FormattableString.Invariant(
        $"{batch.Step} {batch.Epoch} {batch.Cycle} {batch.Pass} {batch.TargetHardness:R}: ")
        + string.Join(", ", batch.Items.Select(item =>
        {
            var row = pairOf is null ? item.Row : item.Role == ItemRole.Catalog ? pairOf(item.Row).Query : pairOf(item.Row).Passage;
            return FormattableString.Invariant($"{item.Group} {item.Role} {row} {item.Class} {item.Distance:R} {item.Hardness:R}");
        }));
}
