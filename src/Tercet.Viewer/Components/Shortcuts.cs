using Microsoft.JSInterop;

namespace Tercet.Viewer.Components;

/// <summary>The keys of a page: one place hears them, and passes each to the page that is shown.</summary>
public sealed class Shortcuts
{
    /// <summary>The key that closes whatever is open, of the page and of its frame.</summary>
    private const string Close = "Escape";

    private readonly List<KeyMap> _maps = [];

    /// <summary>The keys that work now, with what they do.</summary>
    public IEnumerable<(string Key, string Purpose)> All => _maps.SelectMany(map => map.Help);

    /// <summary>Adds the keys of a page, until they are removed.</summary>
    /// <param name="map">The keys.</param>
    /// <returns>Removes them.</returns>
    public IDisposable Add(KeyMap map)
    {
        _maps.Add(map);
        return new Removal(_maps, map);
    }

    /// <summary>Handles a key; called by the browser.</summary>
    /// <param name="key">Its name, as in <c>KeyboardEvent.key</c>.</param>
    [JSInvokable]
    public async Task Press(string key)
    {
        foreach (var map in Enumerable.Reverse(_maps).ToList())
        {
            if (await map.Press(key) && key != Close)
                return;
        }
    }

    private sealed class Removal(List<KeyMap> maps, KeyMap map) : IDisposable
    {
        public void Dispose() => maps.Remove(map);
    }
}
