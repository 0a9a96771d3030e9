using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tercet.Native;

/// <summary>Translates messages of the engine, which name properties in backticks, to the names of options.</summary>
internal static partial class OptionNames
{
    /// <summary>There are no images here to skip.</summary>
    private const string ImageRemedy = "Encode them, clear their class, or skip them (`OnBadImage` = Skip).";

    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["Cutoffs"] = "k",
        ["GroupColumn"] = "groups",
        ["MaxDegreeOfParallelism"] = "threads",
        ["Selector"] = "strategy",
        ["SplitBy"] = "by",
        ["TestRatio"] = "test",
    };

    /// <summary>Translates a message: <c>`MinDistance` is -1</c> becomes <c>min_distance is -1</c>.</summary>
    public static string Translate(string message) => Property().Replace(
        message.Replace(ImageRemedy, "Encode them, or set their label to none.", StringComparison.Ordinal),
        match => Of(match.Groups["name"].Value));

    private static string Of(string property) =>
        Renamed.GetValueOrDefault(property) ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    [GeneratedRegex("`(?<name>\\w+)`")]
    private static partial Regex Property();
}
