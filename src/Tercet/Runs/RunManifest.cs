using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tercet.Mining;
using Tercet.Sequencing;

namespace Tercet.Runs;

/// <summary>
/// What a run was made from and how, enough to make it again: <c>manifest.json</c>. It holds neither time nor threads,
/// which change no byte of the result.
/// </summary>
public sealed record RunManifest
{
    /// <summary>The version of Tercet.</summary>
    public required string Version { get; init; }

    /// <summary>Every option that bears on the result.</summary>
    public required ManifestOptions Options { get; init; }

    /// <summary>Every file, or set of images, that was read.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>Counts of the data.</summary>
    public required ManifestCounts Counts { get; init; }

    /// <summary>The training triplets.</summary>
    public required ManifestSplit Train { get; init; }

    /// <summary>The test triplets; null where there are none.</summary>
    public ManifestSplit? Test { get; init; }

    /// <summary>What was left out of the run, how often and why; what never happened is not listed.</summary>
    public required IReadOnlyList<ManifestSkip> Skipped { get; init; }

    /// <summary>The run's files beside this one.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Reads the manifest of a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="BadInputException">The folder holds no run, or a manifest that cannot be read.</exception>
    public static RunManifest Read(string folder)
    {
        var path = Path.Combine(folder, RunFolder.ManifestName);
        if (!File.Exists(path))
            throw new BadInputException($"{folder}: no run ({RunFolder.ManifestName} is missing). Expected a folder that 'tercet mine' wrote.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.RunManifest)
                ?? throw new BadInputException($"{path}: the manifest is empty.");
        }
        catch (JsonException e)
        {
            throw new BadInputException($"{path}: not the manifest of a run ({e.Message}). Expected one that 'tercet mine' wrote.", e);
        }
    }

    /// <summary>The manifest as UTF-8 JSON, indented.</summary>
    public byte[] ToJson()
    {
        var options = new JsonSerializerOptions(ManifestJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
        return [.. JsonSerializer.SerializeToUtf8Bytes(this, new ManifestJson(options).RunManifest), (byte)'\n'];
    }
}

/// <summary>The options of a run, by the names of the command line's.</summary>
public sealed record ManifestOptions
{
    /// <summary>Triplets an epoch.</summary>
    public required int Triplets { get; init; }

    /// <summary>Epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The slice of training steps, start..end.</summary>
    public required string Steps { get; init; }

    /// <summary>The part of the data held out.</summary>
    public required double TestRatio { get; init; }

    /// <summary>Test triplets.</summary>
    public required int TestTriplets { get; init; }

    /// <summary>class or item.</summary>
    public required string Split { get; init; }

    /// <summary>The strategy.</summary>
    public required string Strategy { get; init; }

    /// <summary>The curve.</summary>
    public required string Curve { get; init; }

    /// <summary>Cycles.</summary>
    public required int Cycles { get; init; }

    /// <summary>The floor of hardness.</summary>
    public required double Floor { get; init; }

    /// <summary>The cap of hardness.</summary>
    public required double Cap { get; init; }

    /// <summary>The growth g.</summary>
    public required double Growth { get; init; }

    /// <summary>The further parameters of the sigmoid curve.</summary>
    public required LogisticShape Logistic { get; init; }

    /// <summary>The scale.</summary>
    public required string Scale { get; init; }

    /// <summary>How positives were chosen.</summary>
    public required string Positive { get; init; }

    /// <summary>The distance.</summary>
    public required string Distance { get; init; }

    /// <summary>Nearer than this is a duplicate.</summary>
    public required double MinDistance { get; init; }

    /// <summary>Candidates drawn for each step; null for all.</summary>
    public int? Pool { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    internal static ManifestOptions From(MiningOptions options, StepRange steps) => new()
    {
        Triplets = options.Triplets,
        Epochs = options.Epochs,
        Steps = steps.ToString(),
        TestRatio = options.TestRatio,
        TestTriplets = options.TestSteps,
        Split = EnumNames.Of(options.SplitBy),
        Strategy = EnumNames.Of(options.Strategy),
        Curve = EnumNames.Of(options.Schedule.Curve),
        Cycles = options.Schedule.Cycles,
        Floor = options.Schedule.Floor,
        Cap = options.Schedule.Cap,
        Growth = options.Schedule.Growth,
        Logistic = options.Schedule.Logistic,
        Scale = EnumNames.Of(options.Scale),
        Positive = EnumNames.Of(options.Positive),
        Distance = EnumNames.Of(options.Distance),
        MinDistance = options.MinDistance,
        Pool = options.Pool,
        Seed = options.Seed,
    };

    /// <summary>The schedule that these options describe.</summary>
    public HardnessSchedule ToSchedule() => new()
    {
        Curve = EnumNames.Parse<Curve>(Curve) ?? throw new BadInputException($"manifest: curve '{Curve}' is not known to this version."),
        Cycles = Cycles,
        Floor = Floor,
        Cap = Cap,
        Growth = Growth,
        Logistic = Logistic,
    };
}

/// <summary>An input of a run.</summary>
/// <param name="Role">data, catalog, embeddings, catalog-embeddings, images, catalog-images or exclude.</param>
/// <param name="Path">Where it was, as given.</param>
/// <param name="Sha256">Of a file's bytes; of images, that of their SHA-256s one after the other; null for a folder's listing.</param>
/// <param name="Encoder">What turned images into embeddings.</param>
/// <param name="Encoding">A text file's character encoding.</param>
public sealed record ManifestInput(string Role, string Path, string? Sha256, string? Encoder = null, string? Encoding = null);

/// <summary>Counts of the data.</summary>
/// <param name="Items">Rows of the data, those without a class included.</param>
/// <param name="Classes">Classes among the items.</param>
/// <param name="CatalogItems">Rows of the catalog; null without one.</param>
/// <param name="Dimensions">Components of an embedding.</param>
public sealed record ManifestCounts(int Items, int Classes, int? CatalogItems, int Dimensions);

/// <summary>The triplets of a split.</summary>
/// <param name="File">Their file's name.</param>
/// <param name="Sha256">Of the file's bytes.</param>
/// <param name="TotalSteps">Steps of the whole sequence of the split.</param>
/// <param name="Triplets">Triplets in the file.</param>
/// <param name="Items">Items of the split.</param>
/// <param name="Classes">Classes of the split.</param>
/// <param name="AnchorClasses">Those that can supply an anchor.</param>
/// <param name="PoolError">What a pool cost in hardness; null without one.</param>
public sealed record ManifestSplit(
    string File, string Sha256, long TotalSteps, long Triplets, int Items, int Classes, int AnchorClasses, PoolError? PoolError);

/// <summary>Something left out.</summary>
/// <param name="Count">How many.</param>
/// <param name="What">Of what.</param>
/// <param name="Why">For which reason, and to what effect.</param>
public sealed record ManifestSkip(long Count, string What, string Why);

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
