using System.Text;
using System.Text.Json.Nodes;
using Tercet.CommandLine;
using static System.FormattableString;

namespace Tercet.Train.Runs;

/// <summary>Retrieval of the held-out items by an encoder, for scripts.</summary>
internal static class ValidationReport
{
    public static JsonObject? ToJson(RetrievalResult? result) => result is null ? null : new()
    {
        ["queries"] = result.Queries,
        ["queries-without-match"] = result.QueriesWithoutMatch,
        ["gallery"] = result.Gallery,
        ["recall-at"] = new JsonObject(
            result.RecallAt.Select(recall => KeyValuePair.Create(Invariant($"{recall.Key}"), (JsonNode?)recall.Value))),
        ["map-at-r"] = result.MapAtR,
        ["r-precision"] = result.RPrecision,
    };

    public static byte[] Write(RetrievalResult? result) =>
        Encoding.UTF8.GetBytes((ToJson(result) is { } json ? ConsoleSummary.ToJson(json) : "null") + "\n");
}
