using System.Security.Cryptography;
using System.Text.Json;

namespace Tercet.Files;

/// <summary>
/// A run that is mined in parts, on any machines and in any order: <c>plan.json</c>. Its <see cref="Identity"/> covers whatever
/// the result depends on, and each part carries it.
/// </summary>
public sealed record RunPlan
{
    /// <summary>The file in the run's folder.</summary>
    public const string FileName = "plan.json";

    /// <summary>The version of Tercet, which must be that of all who mine parts.</summary>
    public required string Version { get; init; }

    /// <summary>What is made: triplets, batches or embeddings.</summary>
    public required string Make { get; init; }

    /// <summary>The command line that makes the same on one machine, without its target.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The run's folder as it was named.</summary>
    public required string Out { get; init; }

    /// <summary>The folder that relative paths start from, as seen from the run's folder.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Whether a run that the folder holds is replaced by the merge.</summary>
    public bool Overwrite { get; init; }

    /// <summary>The options of the sequence; null for embeddings.</summary>
    public ManifestOptions? Options { get; init; }

    /// <summary>Every file that is read.</summary>
    public required IReadOnlyList<PlannedInput> Inputs { get; init; }

    /// <summary>What is likely a mistake in the data: one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The parts, in order.</summary>
    public required IReadOnlyList<PlannedPart> Parts { get; init; }

    /// <summary>What a part is expected to take; null where it was not measured.</summary>
    public PlanCost? Expected { get; init; }

    /// <summary>SHA-256 of all of this but the expected cost and the times of files.</summary>
    public string Identity { get; init; } = "";

    /// <summary>Reads the plan in a run's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidInputException">There is none, or it is damaged.</exception>
    public static RunPlan Read(string folder)
    {
        RunFolder.Recover(folder);
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? ReadFile(path) : throw new InvalidInputException(
            $"{folder}: no plan ({FileName} is missing). Expected a folder that 'tercet plan' wrote.");
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidInputException">There is none, or it is damaged.</exception>
    public static RunPlan ReadFile(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: no such file. Expected a plan that 'tercet plan' wrote.");
        try
        {
            var plan = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.RunPlan);
            if (plan is null || plan.Parts.Count == 0 || plan.Parts.Contains(null!) || plan.Command.Contains(null!)
                || plan.Inputs.Any(input => input is not { Input: { Role: not null, Path: not null }, Files: not null }))
                throw new JsonException("a list is empty or holds null");
            return plan.Identity == plan.ComputeIdentity() ? plan : throw new JsonException("it was changed: the identity differs");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}: not a plan, or a damaged one ({e.Message.TrimEnd('.')}). Make it again with 'tercet plan', "
                + "or copy it again from where it was made.", e);
        }
    }

    /// <summary>This plan with its identity.</summary>
    public RunPlan Identified() => this with { Identity = ComputeIdentity() };

    /// <summary>The plan as UTF-8 JSON, indented.</summary>
    public byte[] ToJson() => ManifestJson.Write(this, json => json.RunPlan);

    /// <summary>Refuses a part that the plan does not have.</summary>
    /// <param name="part">Its number, from 0.</param>
    /// <exception cref="InvalidInputException">There is no such part.</exception>
    public void RequirePart(int part)
    {
        if ((uint)part >= (uint)Parts.Count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"part {part}: the plan has {Parts.Count} parts. Expected 0 to {Parts.Count - 1}."));
    }

    /// <summary>Refuses to work on the plan of another version, whose result may differ.</summary>
    /// <exception cref="InvalidInputException">It is of another version.</exception>
    public void RequireVersion()
    {
        if (Version != RunManifest.LibraryVersion)
            throw new InvalidInputException(
                $"{FileName}: made by Tercet {Version}, but this is {RunManifest.LibraryVersion}. Use that version, or plan again with "
                + "this one.");
    }

    private string ComputeIdentity()
    {
        var essence = this with
        {
            Identity = "",
            Expected = null,
            Inputs = [.. Inputs.Select(input => input with { Files = [] })],
        };
        return Convert.ToHexStringLower(SHA256.HashData(essence.ToJson()));
    }
}
