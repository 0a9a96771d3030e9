using System.Collections;

namespace Tercet.Files;

/// <summary>
/// A column of a delimited file. A text is made when it is asked for, and then kept: most commands never look at the names of most
/// items. Those that are enumerated are not kept.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="column">The column's place.</param>
/// <param name="trim">Whether blanks around texts are no part of them.</param>
internal sealed class CsvColumn(CsvFile file, int column, bool trim) : IReadOnlyList<string>
{
    private string?[]? _made;

    public int Count => file.Count;

    // Threads may make the same text twice, of which one is kept.
    public string this[int index] => (_made ??= new string?[Count])[index] ??= Make(index);

    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return Make(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Make(int index)
    {
        var field = file.Field(index, column);
        return (trim ? field.Trim() : field).ToString();
    }
}
