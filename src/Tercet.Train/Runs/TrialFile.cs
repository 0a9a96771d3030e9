using System.Text.Json;
using System.Text.Json.Serialization;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Runs;

/// <summary>
/// One training run of a comparison as JSON, all values at full precision, so that it is read as it was written.
/// </summary>
internal static class TrialFile
{
    private static readonly JsonSerializerOptions Format = new(TrainingRecord.Format)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never, // where nothing is held out, the file says so
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static byte[] Write(Trial trial) => [.. JsonSerializer.SerializeToUtf8Bytes(trial, Format), (byte)'\n'];

    /// <summary>Reads a training run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strategy">The strategy according to its name.</param>
    /// <param name="seed">The seed according to its name.</param>
    /// <param name="epochs">The epochs of a training run.</param>
    /// <param name="heldOut">Whether anything is held out.</param>
    /// <exception cref="InvalidInputException">It is damaged, or of another training run.</exception>
    public static Trial Read(string path, string strategy, ulong seed, int epochs, bool heldOut)
    {
        try
        {
            var trial = JsonSerializer.Deserialize<Trial>(File.ReadAllBytes(path), Format) ?? throw new JsonException("empty");
            return Fault(trial, strategy, seed, epochs, heldOut) is { } fault ? throw new JsonException(fault) : trial;
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}: not the result of the training run by {strategy} with seed {Invariant($"{seed}")} "
                + $"({e.Message.TrimEnd('.')}). Expected the file as this version of Tercet wrote it. Remove it, and --resume "
                + "repeats that training run.", e);
        }
    }

    private static string? Fault(Trial trial, string strategy, ulong seed, int epochs, bool heldOut)
    {
        if (trial.Strategy != strategy || trial.Seed != seed)
            return Invariant($"it is of {trial.Strategy} with seed {trial.Seed}");
        if (!trial.Epochs.Select(epoch => epoch?.Epoch ?? -1).SequenceEqual(Enumerable.Range(0, epochs)))
            return Invariant($"expected epochs 0..{epochs - 1}, each exactly once, in order");
        var validations = heldOut ? epochs : 0;
        if (trial.Validations.Count != validations)
            return Invariant($"it has {trial.Validations.Count} validations, expected {validations}");
        var cutoffs = new RetrievalOptions().Cutoffs;
        return trial.Validations.All(validation => validation is not null && validation.RecallAt.Keys.SequenceEqual(cutoffs))
            ? null
            : $"its recall is not at {string.Join(", ", cutoffs)}";
    }
}
