using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tercet.Files;

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
    Converters = [typeof(FiniteNumber)],
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RunManifest))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(EmbeddingRecord))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <summary>A value as UTF-8 JSON, indented, with a line's end.</summary>
    public static byte[] Write<T>(T value, Func<ManifestJson, JsonTypeInfo<T>> type)
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NewLine = "\n",
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(value, type(new ManifestJson(options))), (byte)'\n'];
    }
}
