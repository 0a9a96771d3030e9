namespace Tercet.Viewer.Runs;

/// <summary>Where each row of a table occurs in a sequence, by role.</summary>
public sealed class Occurrences
{
    private readonly int[] _starts, _points;

    /// <summary>Sorts points by row.</summary>
    /// <param name="rows">Rows of the table.</param>
    /// <param name="count">Points of the sequence.</param>
    /// <param name="rowAt">The row at a point; outside of the table where there is none.</param>
    public Occurrences(int rows, int count, Func<int, int> rowAt)
    {
        _starts = new int[rows + 1];
        for (var i = 0; i < count; i++)
        {
            if ((uint)rowAt(i) < (uint)rows)
                _starts[rowAt(i) + 1]++;
        }
        for (var row = 0; row < rows; row++)
            _starts[row + 1] += _starts[row];
        _points = new int[_starts[rows]];
        var next = (int[])_starts.Clone();
        for (var i = 0; i < count; i++)
        {
            if ((uint)rowAt(i) < (uint)rows)
                _points[next[rowAt(i)]++] = i;
        }
    }

    /// <summary>The points of a row, ascending.</summary>
    public ReadOnlySpan<int> Of(int row) =>
        (uint)row < (uint)(_starts.Length - 1) ? _points.AsSpan(_starts[row], _starts[row + 1] - _starts[row]) : [];
}
