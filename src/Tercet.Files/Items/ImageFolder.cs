using static System.FormattableString;

namespace Tercet.Files;

/// <summary>Lists a folder of images with one sub-folder per class.</summary>
internal sealed class ImageFolder
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Folders that systems and archives make beside those of a user.</summary>
    private static readonly HashSet<string> SystemFolders = new(
        ["@eaDir", "#recycle", "#snapshot", "@Recycle", "__MACOSX", "lost+found", "$RECYCLE.BIN", "System Volume Information"],
        StringComparer.OrdinalIgnoreCase);

    private readonly string _folder;
    private readonly string _realFolder;
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly List<string> _unreadable = [], _passedOver = [], _leadingBack = [];

    private ImageFolder(string folder)
    {
        (_folder, _realFolder) = (folder, RealPath.Of(folder));
        ClassFolders = [.. SubFolders(folder, _realFolder)];
    }

    /// <summary>The images, by their paths from the folder.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The class of each image: the name of its sub-folder.</summary>
    public List<string?> Classes { get; } = [];

    /// <summary>Files that are no images of a class.</summary>
    public int Others { get; private set; }

    /// <summary>What was passed over, and what is likely a mistake.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (_passedOver.Count > 0)
                yield return Note(_passedOver, "hidden folders, or such as systems make, were passed over");
            if (_leadingBack.Count > 0)
                yield return Note(_leadingBack, "folders are read already, or hold this one, by a link, and were passed over");
            if (FolderNotes.OfNames(_folder, [.. ClassFolders.Select(sub => Path.GetFileName(sub.Path))]) is { } note)
                yield return note;
            if (FolderNotes.OfContents(_folder, Files) is { } contents)
                yield return contents;
        }
    }

    private List<(string Path, string Real)> ClassFolders { get; }

    public static ImageFolder List(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidInputException($"{folder}: no such folder. Expected one sub-folder of images for each class.");
        var list = new ImageFolder(folder);
        list.Read();
        return list;
    }

    private void Read()
    {
        if (ClassFolders.Count == 0)
            throw new InvalidInputException(
                $"{_folder}: no sub-folders. "
                + "Expected one sub-folder of images for each class, or a CSV file with columns file and class.");
        Others = Directory.GetFiles(_folder).Length;
        var empty = new List<string>();
        foreach (var (path, real) in ClassFolders)
        {
            var files = new List<string>();
            AddFiles(path, real, files);
            var images = files.Where(IsImage).Select(FromFolder).ToArray();
            Array.Sort(images, StringComparer.Ordinal);
            if (images.Length == 0)
                empty.Add(Path.GetFileName(path));
            Others += files.Count - images.Length;
            Files.AddRange(images);
            Classes.AddRange(images.Select(_ => Path.GetFileName(path)));
        }
        if (_unreadable.Count > 0)
            throw new InvalidInputException(
                $"{_folder}: {_unreadable.Count} names are not valid UTF-8", _unreadable,
                "Expected names in UTF-8: what cannot be decoded is shown as \uFFFD here. Rename these files and folders.");
        if (empty.Count > 0)
            throw new InvalidInputException(
                $"{_folder}: {empty.Count} classes without items", empty,
                $"Expected images ({string.Join(", ", Extensions)}) in every sub-folder. Add some, or remove the empty folders.");
    }

    private void AddFiles(string path, string real, List<string> files)
    {
        if (!Directory.Exists(path))
            return; // its name is not UTF-8, which is reported with the others
        var own = Directory.GetFiles(path);
        _unreadable.AddRange(own.Where(file => IsUndecoded(file, File.Exists)).Select(FromFolder));
        files.AddRange(own);
        foreach (var (subPath, subReal) in SubFolders(path, real))
            AddFiles(subPath, subReal, files);
    }

    /// <summary>The folders in a folder in ordinal order, each with its real path, and each real one once.</summary>
    private IEnumerable<(string Path, string Real)> SubFolders(string folder, string real)
    {
        var paths = Directory.GetDirectories(folder);
        Array.Sort(paths, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (IsUndecoded(path, Directory.Exists))
                _unreadable.Add(FromFolder(path));
            else if (IsHidden(path) || SystemFolders.Contains(Path.GetFileName(path)))
                _passedOver.Add(FromFolder(path));
            else if (RealPathOf(path, real) is { } target && _visited.Add(target))
                yield return (path, target);
            else
                _leadingBack.Add(FromFolder(path));
        }
    }

    /// <summary>The real path of a folder; null for a link into the whole, or to a folder that holds it.</summary>
    private string? RealPathOf(string path, string realParent)
    {
        if (new DirectoryInfo(path).LinkTarget is null)
            return Path.Combine(realParent, Path.GetFileName(path));
        var target = RealPath.Of(path);
        return RealPath.IsWithin(target, _realFolder) || RealPath.IsWithin(_realFolder, target) ? null : target;
    }

    private string FromFolder(string path) => Path.GetRelativePath(_folder, path).Replace('\\', '/');

    private string Note(List<string> folders, string what)
    {
        const int Shown = 3;
        var more = folders.Count > Shown ? ", …" : "";
        return Invariant($"{_folder}: {folders.Count:N0} {what}: {string.Join(", ", folders.Take(Shown))}{more}.");
    }

    private static bool IsImage(string path) => Extensions.Contains(Path.GetExtension(path)) && !IsHidden(path);

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');

    /// <summary>Whether a name was not UTF-8: what stands for the bytes that could not be decoded names nothing.</summary>
    private static bool IsUndecoded(string path, Func<string, bool> exists) =>
        path.Contains('\uFFFD', StringComparison.Ordinal) && !exists(path);
}
