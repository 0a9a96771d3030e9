namespace Tercet.Viewer.Review;

/// <summary>
/// The marks of a run, in files in its folder: written at once and flushed, shared by every page, and re-read before each change,
/// so that neither a killed server nor a second one loses any.
/// </summary>
/// <param name="folder">The run's folder.</param>
public sealed class Marks(string folder)
{
    private const string LockName = ".marks.lock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Stack<(Mark Mark, Mark? Before)> _done = new();
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

    /// <summary>The mark of a pair, either way round; null for none.</summary>
    public Mark? OfPair(string first, string second) =>
        _all.LastOrDefault(mark => mark.IsAboutSame(new Mark(MarkKind.SameThing, first, second)));

    /// <summary>The mark of an item's label; null for none.</summary>
    public Mark? OfLabel(string item) => _all.LastOrDefault(mark => mark.Kind == MarkKind.WrongLabel && mark.First == item);

    /// <summary>Adds a mark; it replaces one about the same.</summary>
    /// <exception cref="IOException">It could not be written; nothing has changed.</exception>
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
            _done.Push((mark, before));
        }
        Changed?.Invoke();
    }

    /// <summary>Takes back a mark.</summary>
    /// <exception cref="IOException">It could not be written; nothing has changed.</exception>
    public void Remove(Mark mark)
    {
        lock (_gate)
            Change(all => all.RemoveAll(mark.Equals));
        Changed?.Invoke();
    }

    /// <summary>Takes back the last mark of this server that was not taken back yet.</summary>
    /// <returns>The mark; null where there is none.</returns>
    /// <exception cref="IOException">It could not be written; nothing has changed.</exception>
    public Mark? Undo()
    {
        Mark undone;
        lock (_gate)
        {
            if (!_done.TryPeek(out var last))
                return null;
            Change(all =>
            {
                all.RemoveAll(last.Mark.Equals);
                if (last.Before is { } before)
                    all.Add(before);
            });
            _done.Pop();
            undone = last.Mark;
        }
        Changed?.Invoke();
        return undone;
    }

    private void Change(Action<List<Mark>> change)
    {
        using var owned = Own();
        List<Mark> before = Read(), after = [.. before];
        change(after);
        foreach (var file in MarkFile.All)
        {
            if (!before.Where(mark => mark.Kind == file.Kind).SequenceEqual(after.Where(mark => mark.Kind == file.Kind)))
                file.Write(folder, after);
        }
        _all = after;
    }

    private List<Mark> Read() => [.. MarkFile.All.SelectMany(file => file.Read(folder))];

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
