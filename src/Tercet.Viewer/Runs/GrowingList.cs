namespace Tercet.Viewer.Runs;

/// <summary>A list that one thread extends while others read what is there.</summary>
/// <typeparam name="T">The elements.</typeparam>
public sealed class GrowingList<T>
{
    private volatile T[] _values = new T[1 << 10];
    private volatile int _count;

    /// <summary>Elements that can be read.</summary>
    public int Count => _count;

    /// <summary>The element at an index below <see cref="Count"/>.</summary>
    public T this[int index] => _values[index];

    /// <summary>What is there now.</summary>
    public ReadOnlySpan<T> Snapshot()
    {
        var count = _count; // before the array, which never holds less
        return _values.AsSpan(0, count);
    }

    /// <summary>Adds an element; one thread at a time.</summary>
    public void Add(T value)
    {
        var values = _values;
        if (_count == values.Length)
        {
            Array.Resize(ref values, values.Length * 2);
            _values = values;
        }
        values[_count] = value;
        _count++;
    }
}
