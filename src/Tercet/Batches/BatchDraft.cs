namespace Tercet;

/// <summary>A batch that is being formed: its classes so far, and those that conflict with one of them.</summary>
internal sealed class BatchDraft(Subset subset, ClassConflicts conflicts)
{
    private readonly List<FormedClass> _members = [];
    private readonly HashSet<int> _blocked = [];
    private int _groups;

    /// <summary>Classes so far.</summary>
    public int Count => _members.Count;

    /// <summary>The places of its classes among those of the split.</summary>
    public IEnumerable<int> Places => _members.Select(member => member.Place);

    /// <summary>The places of the classes that conflict with one of the batch.</summary>
    public IReadOnlyCollection<int> Blocked => _blocked;

    /// <summary>Whether a class may be in the batch.</summary>
    public bool Admits(int place) => !_blocked.Contains(place);

    /// <summary>Begins a group with its seed class.</summary>
    public void Seed(int place, bool isRepeated)
    {
        _groups++;
        Add(new FormedClass(place, _groups - 1, null, null, isRepeated));
    }

    /// <summary>Adds a member to the group that was begun last.</summary>
    public void Join(int place, double distance, double hardness, bool isRepeated) =>
        Add(new FormedClass(place, _groups - 1, distance, hardness, isRepeated));

    /// <summary>Returns the classes, and begins another batch.</summary>
    public FormedClass[] Close()
    {
        FormedClass[] members = [.. _members];
        Clear();
        return members;
    }

    /// <summary>Begins another batch.</summary>
    public void Clear()
    {
        _members.Clear();
        _blocked.Clear();
        _groups = 0;
    }

    private void Add(FormedClass member)
    {
        _members.Add(member);
        foreach (var other in conflicts.Of(subset.PresentClasses[member.Place]))
            _blocked.Add(Array.BinarySearch(subset.PresentClasses, other));
    }
}
