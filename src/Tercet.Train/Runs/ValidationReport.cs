using System.Text.Json;
using Tercet.Cli;

namespace Tercet.Train.Runs;

/// <summary>How an encoder retrieves the items held out, for scripts.</summary>
internal static class ValidationReport
{
    public static Dictionary<string, object?> Of(RetrievalResult result) => new()
    {
        ["queries"] = result.Queries,
        ["without-match"] = result.QueriesWithoutMatch,
        ["gallery"] = result.Gallery,
        ["recall-at"] = result.RecallAt,
        ["map-at-r"] = result.MapAtR,
        ["r-precision"] = result.RPrecision,
    };

    public static byte[] ToJson(RetrievalResult? result) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(result is null ? null : Of(result), RunSummary.Indented), (byte)'\n'];
}
