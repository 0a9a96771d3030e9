using System.Text.Json;
using System.Text.Json.Serialization;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Runs;

/// <summary>One training of a comparison as JSON, every figure to its last digit, so that what is read is what was written.</summary>
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

    /// <summary>Reads a training.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strategy">The strategy that its name says.</param>
    /// <param name="seed">The seed that its name says.</param>
    /// <param name="epochs">The epochs that a training has.</param>
    /// <param name="heldOut">Whether anything is held out.</param>
    /// <exception cref="InvalidInputException">It is damaged, or of another training.</exception>
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
                $"{path}: not what is kept of the training by {strategy} with seed {Invariant($"{seed}")} ({e.Message.TrimEnd('.')}). Expected the file as this version of Tercet wrote it: remove it, and --resume makes that training again.", e);
        }
    }

    private static string? Fault(Trial trial, string strategy, ulong seed, int epochs, bool heldOut)
    {
        if (trial.Strategy != strategy || trial.Seed != seed)
            return Invariant($"it is of {trial.Strategy} with seed {trial.Seed}");
        if (!trial.Epochs.Select(epoch => epoch?.Epoch ?? -1).SequenceEqual(Enumerable.Range(0, epochs)))
            return Invariant($"it has not the epochs 0 to {epochs - 1}, each once and in order");
        if (trial.Validation is null == heldOut)
            return heldOut ? "its validation is missing" : "it has a validation, but nothing is held out";
        var cutoffs = new RetrievalOptions().Cutoffs;
        return trial.Validation is { } validation && !validation.RecallAt.Keys.SequenceEqual(cutoffs) ? $"its recall is not at {string.Join(", ", cutoffs)}" : null;
    }
}
