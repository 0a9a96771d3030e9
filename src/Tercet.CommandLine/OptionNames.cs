using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tercet.CommandLine;

/// <summary>
/// Translates messages of the libraries, which name properties in backticks, to the options of a command: <c>`TestRatio` is 2</c>
/// becomes <c>--test-ratio is 2</c>, and <c>`OnBadImage` = Skip</c> becomes <c>--on-bad-image skip</c>.
/// </summary>
internal static partial class OptionNames
{
    /// <summary>The options whose names are not those of their properties.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["AdaptiveTarget"] = "--adaptive",
        ["BatchLoss"] = "--loss",
        ["BatchesPerEpoch"] = "--batches",
        ["Concurrency"] = "--threads",
        ["File"] = "--out",
        ["Fit"] = "--resize",
        ["IsExposed"] = "--expose",
        ["Kind"] = "--encoder",
        ["MaxDegreeOfParallelism"] = "--threads",
        ["MinValue"] = "--min-grade",
        ["Overwrite"] = "--force",
        ["Selector"] = "--strategy",
        ["SplitBy"] = "--split",
        ["TripletsPerEpoch"] = "--triplets",
        ["ValueColumn"] = "--grade-column",
    };

    /// <summary>Properties that a switch sets to one certain value.</summary>
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["Cache = null"] = "--no-cache",
        ["Overwrite = true"] = "--force",
        ["Remine = false"] = "--no-remine",
        ["UnitLength = false"] = "--no-unit-length",
    };

    /// <summary>Translates a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="command">The command whose options the user knows.</param>
    public static string Translate(string message, Command command)
    {
        var options = command.Options.Select(option => option.Name).ToHashSet();
        return Property().Replace(message, match =>
        {
            var (property, value) = (match.Groups["property"].Value, match.Groups["value"].Value);
            if (Switches.TryGetValue($"{property} = {value}", out var flag))
                return flag;
            var name = Renamed.GetValueOrDefault(property) ?? "--" + ToKebabCase(property);
            if (!options.Contains(name))
                return match.Value.Replace("`", "", StringComparison.Ordinal);
            return value switch
            {
                "" or "true" => name,
                _ => $"{name} {(char.IsLetter(value[0]) ? ToKebabCase(value) : value)}",
            };
        });
    }

    private static string ToKebabCase(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    [GeneratedRegex(@"`(?<property>\w+)`(?: = (?<value>\w+(?:\.\w+)*))?")]
    private static partial Regex Property();
}
