namespace Tercet.Files;

/// <summary>Finds sub-folders that are likely not classes.</summary>
internal static class FolderNotes
{
    private static readonly HashSet<string> Splits = new(
        ["train", "training", "val", "valid", "validation", "dev", "test", "testing", "holdout"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The note on names that look like splits, or like one class twice; null where all look like classes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="names">The names of its sub-folders.</param>
    public static string? OfNames(string folder, IReadOnlyList<string> names)
    {
        if (names.Count > 1 && names.All(Splits.Contains))
        {
            return $"{folder}: its sub-folders, {string.Join(", ", names)}, count as classes but look like the parts of a split. If the "
                + $"classes are the folders in them, give one of these, such as {Path.Combine(folder, names[0])}.";
        }
        var doubles = names.GroupBy(name => name.Trim(), StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return doubles is null ? null
            : $"{folder}: sub-folders {string.Join(" and ", doubles.Select(name => $"'{name}'"))} differ only in blanks, and count as one "
                + "class.";
    }

    /// <summary>The note on sub-folders that all hold the same folders, as vendors do; null for others.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its images, by their paths from it.</param>
    public static string? OfContents(string folder, IEnumerable<string> files)
    {
        var inner = files.Select(file => file.Split('/')).GroupBy(steps => steps[0])
            .Select(group => string.Join('/', group.Select(steps => steps.Length > 2 ? steps[1] : "").Distinct().Order())).ToList();
        return inner.Count < 2 || !inner[0].Contains('/', StringComparison.Ordinal) || inner.Distinct().Count() > 1 ? null
            : $"{folder}: each of its {inner.Count} sub-folders holds the same folders, {inner[0].Replace("/", ", ", StringComparison.Ordinal)}. "
                + "The sub-folders count as classes; if the classes are the folders in them, name file and class in a CSV file.";
    }
}
