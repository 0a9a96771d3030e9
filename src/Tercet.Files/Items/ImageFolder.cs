namespace Tercet.Files;

/// <summary>Lists a folder of images with one sub-folder per class.</summary>
internal static class ImageFolder
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"], StringComparer.OrdinalIgnoreCase);

    public static (List<string> Files, List<string?> Classes, int Others) List(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"{folder}: no such folder. Expected one sub-folder of images for each class.");
        var classFolders = Directory.GetDirectories(folder).Where(path => !IsHidden(path)).ToArray();
        Array.Sort(classFolders, StringComparer.Ordinal);
        if (classFolders.Length == 0)
            throw new InvalidInputException(
                $"{folder}: no sub-folders. "
                + "Expected one sub-folder of images for each class, or a CSV file with columns file and class.");
        List<string> files = [], empty = [];
        List<string?> classes = [];
        var others = Directory.GetFiles(folder).Length;
        foreach (var classFolder in classFolders)
        {
            var all = Directory.GetFiles(classFolder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).ToArray();
            var images = all
                .Where(path => Extensions.Contains(Path.GetExtension(path)) && !path.Split('/').Any(IsHidden)).ToArray();
            Array.Sort(images, StringComparer.Ordinal);
            if (images.Length == 0)
                empty.Add(Path.GetFileName(classFolder));
            others += all.Length - images.Length;
            files.AddRange(images);
            classes.AddRange(images.Select(_ => Path.GetFileName(classFolder)));
        }
        if (empty.Count > 0)
            throw new InvalidInputException(
                $"{folder}: {empty.Count} classes without items", empty,
                $"Expected images ({string.Join(", ", Extensions)}) in every sub-folder. Add some, or remove the empty folders.");
        return (files, classes, others);
    }

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');
}
