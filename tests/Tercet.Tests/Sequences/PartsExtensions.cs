namespace Tercet.Tests.Sequences;

internal static class PartsExtensions
{
    /// <summary>
    /// Mines both sequences in parts, the last one first, and compares them to those mined as a whole, statistics included.
    /// </summary>
    public static void RequirePartsToBeTheWhole<TStep>(
        this SequenceMiner<TStep> miner, EmbeddingMatrix items, EmbeddingMatrix? catalog, int count, StepRange? steps,
        Func<TStep, long> stepOf, Func<TStep, string> line)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var parts = miner.Divide(count, steps, cancellation);
        Assert.InRange(parts.Count, 1, count);
        Assert.All(parts, part => Assert.True(part.Start < part.End && part.Steps > 0));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        var mined = parts.Reverse().Select(part => miner.MinePart(items, part, catalog, steps, null, cancellation)).ToList();

        var train = miner.MineRange(steps ?? new StepRange(0, miner.Plan.TotalSteps), items, catalog);
        Compare(train, [.. mined.Select(part => part.Train)]);
        var test = miner.TestPlan is { TotalSteps: > 0 } ? miner.MineHeldOut(items, catalog) : null;
        Compare(test ?? new MinedSequence<TStep>([], MiningStatistics.Sum([])), [.. mined.Select(part => part.Test)]);
        var total = (steps?.Length ?? miner.Plan.TotalSteps) + (miner.TestPlan?.TotalSteps ?? 0);
        Assert.Equal(total, parts.Sum(part => part.Steps));

        void Compare(MinedSequence<TStep> whole, MinedSequence<TStep>[] ofParts)
        {
            Assert.All(ofParts, part => Assert.Equal(part.OrderBy(stepOf), part));
            Assert.Equal(whole.Select(line), ofParts.SelectMany(part => part).OrderBy(stepOf).Select(line));
            var sum = MiningStatistics.Sum(ofParts.Select(part => part.Statistics));
            Assert.Equal(Counts(whole.Statistics), Counts(sum));
            Assert.Equivalent(whole.Statistics.PoolError, sum.PoolError, strict: true);
        }

        static IEnumerable<(string, long)> Counts(MiningStatistics statistics) =>
            statistics.Skipped.Select(skip => (skip.What, skip.Count));
    }
}
