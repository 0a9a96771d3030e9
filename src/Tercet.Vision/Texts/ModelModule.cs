namespace Tercet.Vision.Texts;

/// <summary>A module of a sentence-transformers model, as modules.json lists them.</summary>
/// <param name="Kind">Its class without the package, such as <c>Pooling</c>.</param>
/// <param name="Folder">Its folder within that of the model; empty for the same.</param>
internal sealed record ModelModule(string Kind, string Folder)
{
    private const string Dense = "Dense";

    /// <summary>The modules of a file; none where there is no file.</summary>
    /// <exception cref="InvalidInputException">It is not a list of modules.</exception>
    public static IReadOnlyList<ModelModule> ReadAll(JsonFile? file)
    {
        if (file is null)
            return [];
        try
        {
            return
            [
                .. file.Root.EnumerateArray().Select(module => new ModelModule(
                    module.GetProperty("type").GetString()!.Split('.')[^1],
                    FolderOf(file.Path, module.GetProperty("path").GetString()!))),
            ];
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            throw new InvalidInputException(
                $"{file.Path}: not a list of modules. Expected objects with a type and a path, as sentence-transformers saves "
                + "them; copy it again.",
                e);
        }
    }

    /// <summary>Refuses modules that would change the embedding in a way that is not known here.</summary>
    /// <returns>Whether a dense layer is among them.</returns>
    public static bool RequireSupported(string path, IReadOnlyList<ModelModule> modules)
    {
        var other = modules.Where(module => module.Kind is not ("Transformer" or "Pooling" or "Normalize" or Dense)).ToList();
        if (other.Count > 0)
            throw new InvalidInputException(
                $"{path}: the model has the module {string.Join(" and ", other.Select(module => module.Kind))}. Expected "
                + "Transformer, Pooling, Normalize and Dense. Choose another model, or embed the texts elsewhere and give the "
                + "embeddings as a .npy file.");
        return modules.Any(module => module.Kind == Dense);
    }

    private static string FolderOf(string path, string folder) =>
        !Path.IsPathRooted(folder) && !folder.Split('/', '\\').Contains("..") ? folder : throw new InvalidInputException(
            $"{path}: the module folder '{folder}' is outside the model's folder. Expected a name relative to it.");
}
