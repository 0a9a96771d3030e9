using System.Text.Json;

namespace Tercet.Vision.Texts;

/// <summary>A JSON file of a model's folder.</summary>
internal sealed class JsonFile
{
    private JsonFile(string path, JsonElement root) => (Path, Root) = (path, root);

    public string Path { get; }

    public JsonElement Root { get; }

    /// <summary>Reads a file; null where the path is.</summary>
    /// <exception cref="InvalidInputException">It is not JSON.</exception>
    public static JsonFile? Read(string? path)
    {
        if (path is null)
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            using var json = JsonDocument.Parse(stream);
            return new JsonFile(path, json.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}: not JSON ({e.Message.TrimEnd('.')}). Expected the file as it was saved with the model; copy it again.",
                e);
        }
    }

    /// <summary>A property of an object; null where there is none, or it is null.</summary>
    public static JsonElement? Find(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var property)
            && property.ValueKind != JsonValueKind.Null ? property : null;

    /// <summary>A property of the file's object.</summary>
    public JsonElement? Find(string name) => Find(Root, name);

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => Text(Root, name);

    /// <summary>A text of an object; null where there is none.</summary>
    public static string? Text(JsonElement? value, string name) =>
        Find(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A whole number; null where there is none.</summary>
    public int? Number(string name) => Number(Root, name);

    /// <summary>A whole number of an object; null where there is none, or one beyond an integer's range.</summary>
    public static int? Number(JsonElement? value, string name) =>
        Find(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var found) ? found : null;

    /// <summary>True or false; null where there is neither.</summary>
    public bool? Flag(string name) => Flag(Root, name);

    /// <summary>True or false of an object; null where there is neither.</summary>
    public static bool? Flag(JsonElement? value, string name) => Find(value, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The <c>type</c> of an object in the file, or "none".</summary>
    public static string TypeOf(JsonElement? value) => Text(value, "type") ?? "none";
}
