using System.Globalization;
using System.Text.Json;
using Tercet.Sequencing;

namespace Tercet.Torch.Training;

/// <summary>What a checkpoint holds beside tensors.</summary>
internal static class Checkpoint
{
    private const string Results = "results", NextHardness = "next-hardness";

    public static Dictionary<string, string> Describe(IReadOnlyList<EpochResult> results, double? nextHardness)
    {
        var metadata = new Dictionary<string, string> { [Results] = JsonSerializer.Serialize(results) };
        if (nextHardness is { } hardness)
            metadata.Add(NextHardness, hardness.ToString("R", CultureInfo.InvariantCulture));
        return metadata;
    }

    public static (IReadOnlyList<EpochResult> Results, double? NextHardness) Parse(IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue(Results, out var json))
            throw new BadInputException($"{path}: weights, but no checkpoint of a training. Expected a file that training wrote after an epoch.");
        return (
            JsonSerializer.Deserialize<List<EpochResult>>(json)!,
            metadata.TryGetValue(NextHardness, out var hardness) ? double.Parse(hardness, CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Sets the hardness of the next epoch to what a checkpoint says of it.</summary>
    public static void Restore(AdaptiveHardness adaptive, double hardness, string path)
    {
        try
        {
            adaptive.Next = hardness;
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new BadInputException(FormattableString.Invariant(
                $"{path}: a next hardness of {hardness}, which is not between floor and cap. Expected a checkpoint of a training with the same options: resume with those, or from another checkpoint."), e);
        }
    }
}
