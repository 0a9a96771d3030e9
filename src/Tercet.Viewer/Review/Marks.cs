namespace Tercet.Viewer.Review;

/// <summary>
/// The marks of a run, in files in its folder: written at once and flushed, shared by every page, and re-read before each change,
/// so that neither a killed server nor a second one loses any.
/// </summary>
/// <param name="folder">The run's folder.</param>
/// <param name="inherited">
/// The files of exclusions and of corrections that the run was mined with, by kind: their marks hold on, until the run has such a file
/// of its own, which then has them too; null for none.
/// </param>
public sealed class Marks(string folder, IReadOnlyDictionary<MarkKind, string>? inherited = null)
{
    private const string LockName = ".marks.lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly List<(Mark Mark, Mark? Before)> _done = [];
    private volatile IReadOnlyList<Mark> _all = [];

    /// <summary>Every mark, in the order of the files.</summary>
    public IReadOnlyList<Mark> All => _all;

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => _done.Count > 0;

    /// <summary>Called after each change, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Reads the marks that are there.</summary>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    public void Load() => _all = Read();

    /// <summary>Where the marks of a kind are: in the run's folder, or where the run was mined with them.</summary>
    public string PathOf(MarkFile file)
    {
        var own = Path.Combine(folder, file.Name);
        return !File.Exists(own) && inherited?.GetValueOrDefault(file.Kind) is { } path ? path : own;
    }

    /// <summary>The mark of a pair, either way round; null for none.</summary>
    public Mark? OfPair(string first, string second) =>
        _all.LastOrDefault(mark => mark.IsAboutSame(new Mark(MarkKind.SameThing, first, second)));

    /// <summary>The mark of an item's label; null for none.</summary>
    public Mark? OfLabel(string item) => _all.LastOrDefault(mark => mark.Kind == MarkKind.WrongLabel && mark.First == item);

    /// <summary>Adds a mark; it replaces one about the same.</summary>
    /// <exception cref="IOException">It could not be written; no mark was lost.</exception>
    public void Add(Mark mark)
    {
        lock (_gate)
        {
            Mark? before = null;
            Change(all =>
            {
                before = all.Find(mark.IsAboutSame);
                all.RemoveAll(mark.IsAboutSame);
                all.Add(mark);
            });
            _done.Add((mark, before));
        }
        Changed?.Invoke();
    }

    /// <summary>Takes back a mark.</summary>
    /// <exception cref="IOException">It could not be written; nothing has changed.</exception>
    public void Remove(Mark mark)
    {
        lock (_gate)
        {
            Change(all => all.RemoveAll(mark.Equals));
            _done.RemoveAll(done => done.Mark == mark);
        }
        Changed?.Invoke();
    }

    /// <summary>Takes back the last mark of this server that is still there, and restores the one that it replaced.</summary>
    /// <returns>The mark; null where there is none.</returns>
    /// <exception cref="IOException">It could not be written; no mark was lost.</exception>
    public Mark? Undo()
    {
        Mark? undone = null;
        lock (_gate)
        {
            while (undone is null && _done.Count > 0)
            {
                var (mark, before) = _done[^1];
                Change(all =>
                {
                    if (all.RemoveAll(mark.Equals) == 0)
                        return; // another viewer has taken it back, or replaced it
                    undone = mark;
                    if (before is not null)
                        all.Add(before);
                });
                _done.RemoveAt(_done.Count - 1);
            }
        }
        if (undone is not null)
            Changed?.Invoke();
        return undone;
    }

    private void Change(Action<List<Mark>> change)
    {
        using var owned = Own();
        List<Mark> before = Read(), after = [.. before];
        change(after);
        // Additions first: whatever ends this between two files leaves a mark twice rather than not at all.
        foreach (var file in MarkFile.All.OrderBy(file => Count(after, file) < Count(before, file)))
        {
            if (!before.Where(mark => mark.Kind == file.Kind).SequenceEqual(after.Where(mark => mark.Kind == file.Kind)))
                file.Write(folder, after);
        }
        _all = after;
    }

    private static int Count(List<Mark> marks, MarkFile file) => marks.Count(mark => mark.Kind == file.Kind);

    private List<Mark> Read() => [.. MarkFile.All.SelectMany(file => file.Read(PathOf(file)))];

    /// <summary>Keeps other viewers of the same run out for as long as the files are read and written.</summary>
    private FileStream Own()
    {
        var path = Path.Combine(folder, LockName);
        for (var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds; ; Thread.Sleep(20))
        {
            try
            {
                return new FileStream(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (Environment.TickCount64 < until && Directory.Exists(folder))
            {
                // another viewer is writing
            }
        }
    }
}
