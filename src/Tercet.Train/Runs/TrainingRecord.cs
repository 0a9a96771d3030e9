using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tercet.Train.Encoders;

namespace Tercet.Train.Runs;

/// <summary>
/// What a training run, or a comparison, was made from and how, enough to repeat it. It holds no time; threads are among the
/// options where they affect the last bits of the weights.
/// </summary>
internal sealed record TrainingRecord
{
    private const int ShownDigits = 16;

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

    /// <summary>Every option that affects the result.</summary>
    public required RecordedOptions Options { get; init; }

    /// <summary>Every file, or set of images, that was read.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>What is trained.</summary>
    public required EncoderChoice Encoder { get; init; }

    /// <summary>What turned images into rows of inputs; null where embeddings were given.</summary>
    public ManifestEncoder? Pixels { get; init; }

    /// <summary>Counts of the data; dimensions are values per row of inputs.</summary>
    public required ManifestCounts Counts { get; init; }

    /// <summary>What was skipped, how often and why.</summary>
    public required IReadOnlyList<SkippedCount> Skipped { get; init; }

    /// <summary>The files beside this one.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Every option, and what is trained, as label and value.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, string Value)> OptionTexts
    {
        get
        {
            var facts = new Dictionary<string, string>();
            Flatten("", JsonSerializer.SerializeToElement(Options, Format), facts);
            Flatten("encoder ", JsonSerializer.SerializeToElement(Encoder, Format), facts);
            return facts.Select(fact => (fact.Key, fact.Value));
        }
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static TrainingRecord Read(string path)
    {
        try
        {
            var record = JsonSerializer.Deserialize<TrainingRecord>(File.ReadAllBytes(path), Format)
                ?? throw new JsonException("null");
            return record.Inputs.All(input => input is not null) ? record : throw new JsonException("an input is null");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}: not the record of a training run or a comparison ({e.Message.TrimEnd('.')}). Expected one that this "
                + "version of Tercet wrote. Choose another folder, or start over with --force.", e);
        }
    }

    /// <summary>The record as UTF-8 JSON, indented.</summary>
    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Format), (byte)'\n'];

    /// <summary>Makes sure that what a folder holds, and is to be resumed, was made from the same and in the same way.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="kind">The kind of the run.</param>
    /// <exception cref="InvalidInputException">It was not; the message lists every difference.</exception>
    public void RequireSameIn(string folder, RunKind kind)
    {
        var path = Path.Combine(folder, kind.Record);
        var differences = DifferencesFrom(Read(path)).ToList();
        if (differences.Count == 0)
            return;
        throw new InvalidInputException(
            $"{path}: the {kind.Name} there differs from this one in {differences.Count} "
                + $"point{(differences.Count == 1 ? "" : "s")}",
            differences,
            $"Expected the same options and inputs, so that the resumed {kind.Name} ends like an uninterrupted one. Repeat the "
            + "command as it was, choose another folder, or start over with --force.");
    }

    /// <summary>The differences from another record; inputs with the same content are the same wherever they are.</summary>
    /// <param name="other">The other record.</param>
    public IEnumerable<string> DifferencesFrom(TrainingRecord other)
    {
        var (mine, theirs) = (Flatten(this), Flatten(other));
        foreach (var name in mine.Keys.Union(theirs.Keys))
        {
            var (here, there) = (mine.GetValueOrDefault(name, "none"), theirs.GetValueOrDefault(name, "none"));
            if (here != there)
                yield return $"{name}: {there} there, {here} now";
        }
    }

    private static Dictionary<string, string> Flatten(TrainingRecord record)
    {
        var facts = new Dictionary<string, string> { ["version"] = record.Version };
        foreach (var (part, value) in new (string, object?)[]
        {
            ("", record.Options), ("encoder ", record.Encoder), ("counts ", record.Counts),
            ("images as ", record.Pixels?.Settings),
        })
            Flatten(part, JsonSerializer.SerializeToElement(value, Format), facts);
        foreach (var input in record.Inputs)
        {
            facts[$"input {input.Role}"] = input.Sha256 is { } digest
                ? $"SHA-256 {digest[..Math.Min(ShownDigits, digest.Length)]}…"
                : "a folder";
        }
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
