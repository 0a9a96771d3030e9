using System.Text.Json;

namespace Tercet.Vision.Texts;

/// <summary>Reads the config.json of a pooling module.</summary>
internal static class PoolingConfig
{
    private const string Prefix = "pooling_mode_";

    /// <summary>Reads a file; without one, the mean of all tokens.</summary>
    /// <returns>How tokens are pooled, and whether those of a prompt are among them.</returns>
    /// <exception cref="InvalidInputException">It asks for another pooling than mean, cls or max, or for several.</exception>
    public static (TokenPooling Pooling, bool IncludesPrompt) Read(JsonFile? file)
    {
        if (file is null)
            return (TokenPooling.Mean, true);
        if (file.Root.ValueKind != JsonValueKind.Object)
            throw Unsupported(file, "is not an object");
        List<string> modes =
        [
            .. file.Root.EnumerateObject()
                .Where(property => property.Name.StartsWith(Prefix, StringComparison.Ordinal)
                    && property.Value.ValueKind == JsonValueKind.True)
                .Select(property => property.Name[Prefix.Length..]),
        ];
        if (file.Text("pooling_mode") is { } mode)
            modes.Add(mode);
        TokenPooling pooling = modes switch
        {
            ["mean_tokens" or "mean"] or [] => TokenPooling.Mean,
            ["cls_token" or "cls"] => TokenPooling.Cls,
            ["max_tokens" or "max"] => TokenPooling.Max,
            _ => throw Unsupported(file, $"asks for {string.Join(" and ", modes)}"),
        };
        return (pooling, file.Flag("include_prompt") ?? true);
    }

    private static InvalidInputException Unsupported(JsonFile file, string found) => new(
        $"{file.Path}: the pooling {found}. Expected one of mean_tokens, cls_token and max_tokens. Choose another model, or embed "
        + "the texts elsewhere and give the embeddings as a .npy file.");
}
