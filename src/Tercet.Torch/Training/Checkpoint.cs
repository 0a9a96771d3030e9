using System.Globalization;
using System.Text.Json;
using static System.FormattableString;

namespace Tercet.Torch.Training;

/// <summary>What a checkpoint holds beside tensors.</summary>
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
    /// <exception cref="InvalidInputException">It does not belong to a training of such options.</exception>
    public static (IReadOnlyList<EpochResult> Results, double? NextHardness) Parse(IReadOnlyDictionary<string, string> metadata, TrainingOptions options, int batchesPerEpoch, string path)
    {
        if (!metadata.TryGetValue(Results, out var json))
            throw new InvalidInputException($"{path}: weights, but no checkpoint of a training. Expected a file that training wrote after an epoch.");
        try
        {
            var results = JsonSerializer.Deserialize<EpochResult?[]>(json, Strict) ?? throw new JsonException("null");
            return (Require(results, options.Mining.Epochs, batchesPerEpoch, (options.Mining as TripletOptions)?.Triplets ?? int.MaxValue), ParseHardness(metadata, options));
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidInputException($"{path}: its results are not those of a training by these options ({e.Message.TrimEnd('.')}). Expected a checkpoint that was written with the same; take another one.", e);
        }
    }

    private static EpochResult[] Require(EpochResult?[] results, int epochs, int batches, int triplets)
    {
        if (results.Length > epochs)
            throw new InvalidDataException(Invariant($"{results.Length} epochs, of {epochs}"));
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] is not { } result || result.Epoch != i || !Enum.IsDefined(result.Health))
                throw new InvalidDataException(Invariant($"epoch {i + 1} is none"));
            if (result.Batches < 1 || result.Batches > batches) // there are fewer where steps had no candidate
                throw new InvalidDataException(Invariant($"epoch {i + 1} has {result.Batches} batches, of {batches}"));
            if (result.Triplets < 1 || result.Triplets > triplets)
                throw new InvalidDataException(Invariant($"epoch {i + 1} has {result.Triplets} triplets, of {triplets}"));
        }
        return results!;
    }

    private static double? ParseHardness(IReadOnlyDictionary<string, string> metadata, TrainingOptions options)
    {
        if (!metadata.TryGetValue(NextHardness, out var text) && options.AdaptiveTarget is null)
            return null;
        var schedule = options.Mining.Schedule;
        if (options.AdaptiveTarget is null || !double.TryParse(text, CultureInfo.InvariantCulture, out var hardness) || !(hardness >= schedule.Floor && hardness <= schedule.Cap))
            throw new InvalidDataException(Invariant($"the next epoch's hardness is '{text}', {(options.AdaptiveTarget is null ? "where the schedule rules" : $"expected {schedule.Floor} to {schedule.Cap}")}"));
        return hardness;
    }
}
