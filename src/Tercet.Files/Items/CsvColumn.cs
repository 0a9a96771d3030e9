using System.Collections;

namespace Tercet.Files;

/// <summary>
/// A column of a delimited file. Its texts are made when they are asked for: most commands never look at the names of most items.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="column">The column's place.</param>
/// <param name="trim">Whether blanks around texts are no part of them.</param>
internal sealed class CsvColumn(CsvFile file, int column, bool trim) : IReadOnlyList<string>
{
    public int Count => file.Count;

    public string this[int index]
    {
        get
        {
            var field = file.Field(index, column);
            return (trim ? field.Trim() : field).ToString();
        }
    }

    public IEnumerator<string> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
