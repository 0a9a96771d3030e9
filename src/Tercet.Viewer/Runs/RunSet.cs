namespace Tercet.Viewer.Runs;

/// <summary>The runs that are shown, by number.</summary>
public sealed class RunSet : IDisposable
{
    private readonly List<ViewedRun> _runs = [];

    /// <summary>Opens runs.</summary>
    /// <exception cref="InvalidInputException">A folder holds no run.</exception>
    public RunSet(ViewerOptions options)
    {
        try
        {
            for (var i = 0; i < options.Runs.Count; i++)
                _runs.Add(ViewedRun.Open(options.Runs[i], NameOf(options.Runs, i), i == 0 ? options : options with { Embeddings = null }));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>All of them, one or more.</summary>
    public IReadOnlyList<ViewedRun> All => _runs;

    /// <summary>The run of a number; the first where there is none of that number.</summary>
    public ViewedRun Of(int? number) => _runs[NumberOf(number)];

    /// <summary>A number that there is.</summary>
    public int NumberOf(int? number) => number is { } given && (uint)given < (uint)_runs.Count ? given : 0;

    /// <summary>Starts to load all.</summary>
    public void Start() => _runs.ForEach(run => run.Start());

    /// <inheritdoc/>
    public void Dispose() => _runs.ForEach(run => run.Dispose());

    /// <summary>The folder's name; with as much of its path as tells it from others.</summary>
    private static string NameOf(IReadOnlyList<string> folders, int index)
    {
        var paths = folders.Select(folder => Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)).ToList();
        for (var parts = 1; parts < paths[index].Length; parts++)
        {
            var name = string.Join('/', paths[index].TakeLast(parts));
            if (paths.Count(path => string.Join('/', path.TakeLast(parts)) == name) == 1)
                return name;
        }
        return folders[index];
    }
}
