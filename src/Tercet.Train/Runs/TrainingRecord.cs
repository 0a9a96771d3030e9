using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tercet.Train.Encoders;

namespace Tercet.Train.Runs;

/// <summary>
/// What a training, or a comparison, was made from and how, enough to make it again. It holds no time; threads are among the options where they
/// bear on the last bits of the weights.
/// </summary>
internal sealed record TrainingRecord
{
    /// <summary>How records, and what lies beside them as JSON, are written.</summary>
    internal static JsonSerializerOptions Format { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The version of Tercet.</summary>
    public required string Version { get; init; }

    /// <summary>Every option that bears on the result.</summary>
    public required RecordedOptions Options { get; init; }

    /// <summary>Every file, or set of images, that was read.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>What is trained.</summary>
    public required EncoderChoice Encoder { get; init; }

    /// <summary>What turned images into rows of inputs; null where embeddings were given.</summary>
    public ManifestEncoder? Pixels { get; init; }

    /// <summary>Counts of the data; dimensions are those of a row of inputs.</summary>
    public required ManifestCounts Counts { get; init; }

    /// <summary>What took no part, how often and why.</summary>
    public required IReadOnlyList<ManifestSkip> Skipped { get; init; }

    /// <summary>The files beside this one.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public static ManifestCounts CountsOf(Dataset data, int dimensions) => new(data.Items.Count, data.ClassNames.Count, data.Catalog?.Count, dimensions);

    /// <summary>Reads a record.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static TrainingRecord Read(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize<TrainingRecord>(File.ReadAllBytes(path), Format) ?? throw new JsonException("null");
            return record.Inputs.All(input => input is not null) ? record : throw new JsonException("an input is null");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}: not the record of a training or a comparison ({e.Message.TrimEnd('.')}). Expected one that this version of Tercet wrote. Choose another folder, or start anew with --force.", e);
        }
    }

    /// <summary>The record as UTF-8 JSON, indented.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Format), (byte)'\n'];

    /// <summary>Makes sure that what a folder holds, and is to be gone on with, was made from the same and in the same way.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kind">What it is claimed for.</param>
    /// <exception cref="InvalidInputException">It was not; every difference is named.</exception>
    public void RequireSameIn(string folder, RunKind kind)
    {
        var path = Path.Combine(folder, kind.Record);
        var differences = DifferencesFrom(Read(path)).ToList();
        if (differences.Count > 0)
            throw new InvalidInputException(
                $"{path}: the {kind.Name} there differs from this one in {differences.Count} point{(differences.Count == 1 ? "" : "s")}", differences,
                $"Expected the same options and inputs, for a {kind.Name} that is gone on with to end as if it had never stopped. Give the command as it was given then, choose another folder, or start anew with --force.");
    }

    /// <summary>Where another record says something else, in words; wherever files lie, the same bytes are the same input.</summary>
    /// <param name="other">The other.</param>
    public IEnumerable<string> DifferencesFrom(TrainingRecord other)
    {
        var (mine, theirs) = (Flatten(this), Flatten(other));
        foreach (var name in mine.Keys.Union(theirs.Keys))
        {
            if (mine.GetValueOrDefault(name, "none") is var here && theirs.GetValueOrDefault(name, "none") is var there && here != there)
                yield return $"{name}: {there} there, {here} now";
        }
    }

    private static Dictionary<string, string> Flatten(TrainingRecord record)
    {
        var facts = new Dictionary<string, string> { ["version"] = record.Version };
        foreach (var (part, value) in new (string, object?)[] { ("", record.Options), ("encoder ", record.Encoder), ("counts ", record.Counts), ("images as ", record.Pixels?.Settings) })
            Flatten(part, JsonSerializer.SerializeToElement(value, Format), facts);
        foreach (var input in record.Inputs)
            facts[$"input {input.Role}"] = input.Sha256 is { } digest ? $"SHA-256 {digest[..Math.Min(16, digest.Length)]}…" : "a folder";
        return facts;
    }

    private static void Flatten(string prefix, JsonElement element, Dictionary<string, string> facts)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
                Flatten(prefix, property.Value, facts);
            else
                facts[prefix + property.Name] = property.Value.ToString();
        }
    }
}
