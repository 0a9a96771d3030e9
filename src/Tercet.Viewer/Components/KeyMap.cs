namespace Tercet.Viewer.Components;

/// <summary>Keys with what they do.</summary>
/// <param name="invoke">Runs an action on the page's own thread, and shows the result.</param>
public sealed class KeyMap(Func<Func<Task>, Task> invoke)
{
    private readonly List<(string[] Keys, string Shown, string Purpose, Func<Task> Action)> _entries = [];

    /// <summary>The keys as they are shown, with what they do.</summary>
    public IEnumerable<(string Key, string Purpose)> Help => _entries.Select(entry => (entry.Shown, entry.Purpose));

    /// <summary>Adds a key, or several that do the same.</summary>
    /// <param name="keys">Names as in <c>KeyboardEvent.key</c>, with blanks between them.</param>
    /// <param name="shown">How they are shown.</param>
    /// <param name="purpose">What they do.</param>
    /// <param name="action">Does it.</param>
    public KeyMap On(string keys, string shown, string purpose, Func<Task> action)
    {
        _entries.Add((keys.Split(' '), shown, purpose, action));
        return this;
    }

    /// <summary>The same, for what is done at once.</summary>
    public KeyMap On(string keys, string shown, string purpose, Action action) => On(keys, shown, purpose, () =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Handles a key.</summary>
    /// <returns>Whether it is one of these.</returns>
    public async Task<bool> Press(string key)
    {
        var entry = _entries.Find(entry => entry.Keys.Contains(key, StringComparer.Ordinal));
        if (entry.Action is null)
            return false;
        await invoke(entry.Action);
        return true;
    }
}
