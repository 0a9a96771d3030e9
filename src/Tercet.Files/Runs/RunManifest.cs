using System.Reflection;
using System.Text.Json;

namespace Tercet.Files;

/// <summary>
/// What a run was made from and how, enough to reproduce it: <c>manifest.json</c>. It holds neither time nor degree of
/// parallelism, which change no byte of the result.
/// </summary>
public sealed record RunManifest
{
    /// <summary>The version of this library.</summary>
    internal static readonly string LibraryVersion =
        typeof(RunManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The version of Tercet.</summary>
    public required string Version { get; init; }

    /// <summary>Every option that affects the result.</summary>
    public required ManifestOptions Options { get; init; }

    /// <summary>Every file, or set of images, that was read.</summary>
    public required IReadOnlyList<ManifestInput> Inputs { get; init; }

    /// <summary>The encoder that produced the embeddings; null where embeddings were given.</summary>
    public ManifestEncoder? Encoder { get; init; }

    /// <summary>Counts of the data.</summary>
    public required ManifestCounts Counts { get; init; }

    /// <summary>The training triplets.</summary>
    public required ManifestSplit Train { get; init; }

    /// <summary>The test triplets; null where there are none.</summary>
    public ManifestSplit? Test { get; init; }

    /// <summary>What was left out of the run, how often and why; only counts above 0.</summary>
    public required IReadOnlyList<SkippedCount> Skipped { get; init; }

    /// <summary>What is likely a mistake in the data, yet may be meant: one sentence each; null where nothing is.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The run's files beside this one.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Reads the manifest of a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InvalidInputException">The folder holds no run, or a manifest that cannot be read.</exception>
    public static RunManifest Read(string folder)
    {
        RunFolder.Recover(folder);
        var path = Path.Combine(folder, RunFolder.ManifestName);
        if (!File.Exists(path))
            throw new InvalidInputException(
                $"{folder}: no run ({RunFolder.ManifestName} is missing). Expected a folder that 'tercet mine' wrote.");
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.RunManifest)
                ?? throw new InvalidInputException($"{path}: the manifest is empty.");
            if (manifest.Inputs.Contains(null!) || manifest.Skipped.Contains(null!) || manifest.Files.Contains(null!)
                || manifest.Notes?.Contains(null!) == true)
                throw new JsonException("a list holds null");
            if (manifest.Inputs.Any(input => input is not { Role: not null, Path: not null })
                || !IsName(manifest.Train.File) || !IsName(manifest.Test?.File ?? manifest.Train.File))
                throw new JsonException("an input, or a file of the run, has no name");
            return manifest;
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}: not the manifest of a run ({e.Message}). Expected one that 'tercet mine' wrote.", e);
        }
    }

    /// <summary>Whether a text names a file in the run's folder.</summary>
    private static bool IsName(string? file) => !string.IsNullOrEmpty(file) && file == Path.GetFileName(file);

    /// <summary>The manifest as UTF-8 JSON, indented.</summary>
    public byte[] ToJson() => ManifestJson.Write(this, json => json.RunManifest);
}
