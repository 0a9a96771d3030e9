using System.Text.Json.Nodes;

namespace Tercet.Native;

/// <summary>The results of calls, as JSON.</summary>
internal static class Results
{
    public static string Of(DataSplit split) => new JsonObject
    {
        ["identity"] = split.Identity,
        ["train"] = split.TrainRows.Count,
        ["test"] = split.TestRows.Count,
    }.ToJsonString();

    public static string Of<TStep>(SequenceMiner<TStep> miner, long itemsPerStep) => new JsonObject
    {
        ["steps_per_epoch"] = miner.Plan.StepsPerEpoch,
        ["epochs"] = miner.Plan.Epochs,
        ["test_steps"] = miner.TestPlan?.TotalSteps ?? 0,
        ["items_per_step"] = itemsPerStep,
        ["skipped"] = Skipped(miner.Items.Skipped.Concat(miner.Plan.Skipped)),
    }.ToJsonString();

    public static string Of(MiningStatistics statistics) => new JsonObject
    {
        ["distances_compared"] = statistics.DistancesCompared,
        ["skipped"] = Skipped(statistics.Skipped),
        ["pool_error"] = statistics.PoolError is { } error
            ? new JsonObject { ["sampled"] = error.Sampled, ["mean"] = error.Mean, ["largest"] = error.Largest }
            : null,
    }.ToJsonString();

    public static string Of(RetrievalResult result) => new JsonObject
    {
        ["recall"] = new JsonArray([.. result.RecallAt.OrderBy(pair => pair.Key).Select(pair => (JsonNode)pair.Value)]),
        ["map_at_r"] = result.MapAtR,
        ["r_precision"] = result.RPrecision,
        ["queries"] = result.Queries,
        ["queries_without_match"] = result.QueriesWithoutMatch,
        ["gallery"] = result.Gallery,
    }.ToJsonString();

    public static string Of(CollapseState state, double recall, EmbeddingDispersion dispersion) => new JsonObject
    {
        ["state"] = EnumNames.ToKebabCase(state),
        ["recall_at_1"] = recall,
        ["mean_distance"] = dispersion.MeanDistance,
        ["effective_rank"] = dispersion.EffectiveRank,
    }.ToJsonString();

    private static JsonArray Skipped(IEnumerable<SkippedCount> counts) =>
        new([.. counts.Select(skip => (JsonNode)new JsonObject { ["count"] = skip.Count, ["what"] = skip.What, ["why"] = skip.Why })]);
}
