namespace Tercet;

/// <summary>
/// The classes of each row of a table: one or none where rows have a label, any number where they have several labels or are in
/// pairs.
/// </summary>
internal sealed class ClassLists
{
    private readonly int[] _classes;
    private readonly int[]? _starts; // where the classes of each row begin, and last where they end; null for one each

    /// <summary>One class for each row.</summary>
    /// <param name="classes">The class of each row, −1 for none.</param>
    public ClassLists(int[] classes) => _classes = classes;

    /// <summary>Any number of classes for each row.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="entries">Rows and their classes, in any order, each at most once.</param>
    public ClassLists(int rows, IReadOnlyList<(int Row, int Class)> entries)
    {
        _starts = new int[rows + 1];
        foreach (var (row, _) in entries)
            _starts[row + 1]++;
        for (var row = 0; row < rows; row++)
            _starts[row + 1] += _starts[row];
        _classes = new int[entries.Count];
        var next = _starts.ToArray();
        foreach (var (row, number) in entries)
            _classes[next[row]++] = number;
        for (var row = 0; row < rows; row++)
            Array.Sort(_classes, _starts[row], _starts[row + 1] - _starts[row]);
    }

    /// <summary>Whether a row may have several classes.</summary>
    public bool AreSeveral => _starts is not null;

    /// <summary>The classes of a row, ascending.</summary>
    public ReadOnlySpan<int> Of(int row) => _starts is not null
        ? _classes.AsSpan(_starts[row].._starts[row + 1])
        : _classes[row] < 0 ? [] : _classes.AsSpan(row, 1);
}
