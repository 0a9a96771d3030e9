namespace Tercet.Tests.Sequences;

internal static class MinerExtensions
{
    /// <summary>Mines all training steps at once.</summary>
    public static MinedSequence<TStep> MineAll<TStep>(
        this SequenceMiner<TStep> miner, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null) =>
        miner.MineSteps(
            embeddings, new StepRange(0, miner.Plan.TotalSteps), catalogEmbeddings,
            cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Mines a range of training steps.</summary>
    public static MinedSequence<TStep> MineRange<TStep>(
        this SequenceMiner<TStep> miner, StepRange steps, EmbeddingMatrix embeddings,
        EmbeddingMatrix? catalogEmbeddings = null) =>
        miner.MineSteps(embeddings, steps, catalogEmbeddings, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Mines the test steps; none where no rows are held out.</summary>
    public static MinedSequence<TStep> MineHeldOut<TStep>(
        this SequenceMiner<TStep> miner, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null) =>
        miner.TestPlan is null
            ? new MinedSequence<TStep>([], MiningStatistics.Sum([]))
            : miner.MineTest(embeddings, null, catalogEmbeddings, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>How often something was skipped; 0 where it is not listed.</summary>
    public static long CountOf(this IReadOnlyList<SkippedCount> skipped, string what) =>
        skipped.SingleOrDefault(skip => skip.What == what)?.Count ?? 0;
}
