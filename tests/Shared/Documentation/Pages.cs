namespace Tercet.Testing.Documentation;

/// <summary>The repository's pages.</summary>
internal static class Pages
{
    private const string Fence = "```";

    private static readonly string[] Folders = ["docs", "samples", "benchmarks"];

    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All pages, from the root of the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.GetFiles(Root, "*.md")
            .Concat(Folders.SelectMany(
                folder => Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>The C# blocks of all pages.</summary>
    public static IReadOnlyList<CodeBlock> CodeBlocks { get; } = [.. All.SelectMany(BlocksOf)];

    /// <summary>The names of languages that blocks are marked with, each with a page that has one.</summary>
    public static IReadOnlyDictionary<string, string> Languages { get; } = All
        .SelectMany(page => File.ReadLines(Path.Combine(Root, page)).Select(line => line.Trim())
            .Where(line => line.StartsWith(Fence, StringComparison.Ordinal) && line.Length > Fence.Length)
            .Select(line => (Language: line[Fence.Length..], Page: page)))
        .DistinctBy(block => block.Language).ToDictionary(block => block.Language, block => block.Page);

    private static IEnumerable<CodeBlock> BlocksOf(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, page));
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() != $"{Fence}csharp")
                continue;
            var end = Array.FindIndex(lines, i + 1, line => line.Trim() == Fence);
            yield return new CodeBlock(page, i + 2, string.Join('\n', lines[(i + 1)..end]));
            i = end;
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Tercet.slnx")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }
}
