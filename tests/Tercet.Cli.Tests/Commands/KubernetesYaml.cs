using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Tercet.Cli.Tests.Commands;

/// <summary>Reads YAML as Kubernetes does, which turns it into JSON.</summary>
internal static partial class KubernetesYaml
{
    /// <summary>The only document of a file.</summary>
    public static JsonNode Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>The only document of a text.</summary>
    public static JsonNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return ToJson(Assert.Single(stream.Documents).RootNode)!;
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => OfPlain(scalar.Value!),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new NotSupportedException($"{node.NodeType}"),
    };

    // YAML 1.1, which Kubernetes reads, has more words for truth values than 1.2: none of them may be a text by chance.
    private static JsonValue? OfPlain(string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" or "y" => JsonValue.Create(true),
        "false" or "no" or "off" or "n" => JsonValue.Create(false),
        "" or "~" or "null" => null,
        _ when Integer().IsMatch(text) => JsonValue.Create(int.Parse(text, CultureInfo.InvariantCulture)),
        _ when text.Any(char.IsAsciiLetter) => JsonValue.Create(text),
        _ => throw new NotSupportedException($"'{text}' is neither a whole number nor a word."),
    };

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)\z")]
    private static partial Regex Integer();
}
