using System.Globalization;
using System.Text.Json;
using static System.FormattableString;

namespace Tercet.Torch.Training;

/// <summary>The metadata of a checkpoint: the results so far, and the adaptive hardness of the next epoch.</summary>
internal static class Checkpoint
{
    private const string Results = "results", NextHardness = "next-hardness";

    private static readonly JsonSerializerOptions Strict = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    public static Dictionary<string, string> Describe(IReadOnlyList<EpochResult> results, double? nextHardness)
    {
        var metadata = new Dictionary<string, string> { [Results] = JsonSerializer.Serialize(results) };
        if (nextHardness is { } hardness)
            metadata.Add(NextHardness, hardness.ToString("R", CultureInfo.InvariantCulture));
        return metadata;
    }

    /// <summary>Reads what <see cref="Describe"/> wrote.</summary>
    /// <exception cref="InvalidInputException">It does not belong to a training run with these options.</exception>
    public static (IReadOnlyList<EpochResult> Results, double? NextHardness) Parse(
        IReadOnlyDictionary<string, string> metadata, TrainingOptions options, int batchesPerEpoch, string path)
    {
        if (!metadata.TryGetValue(Results, out var json))
        {
            throw new InvalidInputException(
                $"{path}: weights without the results of a training run. "
                + "Expected a checkpoint that training wrote after an epoch.");
        }
        try
        {
            var results = JsonSerializer.Deserialize<EpochResult?[]>(json, Strict) ?? throw new JsonException("null");
            return (Require(results, options, batchesPerEpoch), ParseHardness(metadata, options));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidInputException(
                $"{path}: not a checkpoint of a training run with these options ({e.Message.TrimEnd('.')}). "
                + "Expected one that was written with the same options; take another file.", e);
        }
    }

    private static EpochResult[] Require(EpochResult?[] results, TrainingOptions options, int batchesPerEpoch)
    {
        var terms = options.Sequence.MaxTermsPerEpoch;
        if (results.Length > options.Mining.Epochs)
            throw new InvalidDataException(Invariant($"{results.Length} epochs, of {options.Mining.Epochs}"));
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is not { } result || result.Epoch != i || !Enum.IsDefined(result.Health))
                throw new InvalidDataException(Invariant($"epoch {i + 1} is missing or invalid"));
            if (result.Batches < 1 || result.Batches > batchesPerEpoch) // there are fewer where steps had no candidate
                throw new InvalidDataException(Invariant($"epoch {i + 1} has {result.Batches} batches, of {batchesPerEpoch}"));
            if (result.Triplets < 1 || result.Triplets > terms)
                throw new InvalidDataException(Invariant($"epoch {i + 1} has {result.Triplets} triplets, of {terms}"));
        }
        return results!;
    }

    private static double? ParseHardness(IReadOnlyDictionary<string, string> metadata, TrainingOptions options)
    {
        if (!metadata.TryGetValue(NextHardness, out var text) && options.AdaptiveTarget is null)
            return null;
        var schedule = options.Mining.Schedule;
        if (options.AdaptiveTarget is not null && double.TryParse(text, CultureInfo.InvariantCulture, out var hardness)
            && hardness >= schedule.Floor && hardness <= schedule.Cap)
        {
            return hardness;
        }
        var expected = options.AdaptiveTarget is null
            ? "expected none, since the schedule sets it"
            : Invariant($"expected {schedule.Floor} to {schedule.Cap}");
        throw new InvalidDataException($"the next epoch's hardness is '{text}', {expected}");
    }
}
