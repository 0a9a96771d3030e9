using System.Globalization;
using ParquetSharp;

namespace Tercet.Files.Tables;

/// <summary>Reads columns of a Parquet file as texts.</summary>
internal static class ParquetTexts
{
    /// <summary>Reads columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="choose">Of the names of all columns, those to read.</param>
    /// <returns>The names of all columns, those read by the name that was wanted, and the number of rows.</returns>
    public static (IReadOnlyList<string> Header, Dictionary<string, IReadOnlyList<string>> Columns, int Count) Read(
        string path, Func<IReadOnlyList<string>, IEnumerable<(string Wanted, string Actual)>> choose)
    {
        using var reader = new ParquetFileReader(path);
        var schema = reader.FileMetaData.Schema;
        List<string> header = [.. Enumerable.Range(0, schema.NumColumns).Select(i => NameOf(schema.Column(i)))];
        var columns = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (wanted, actual) in choose(header))
        {
            var texts = new List<string>();
            for (var i = 0; i < reader.FileMetaData.NumRowGroups; i++)
            {
                using var group = reader.RowGroup(i);
                using var column = group.Column(header.IndexOf(actual));
                Read(path, actual, column, texts);
            }
            columns.Add(wanted, texts);
        }
        return (header, columns, checked((int)reader.FileMetaData.NumRows));
    }

    /// <summary>The name of a column; the whole path of one within a structure, which is not taken for the structure.</summary>
    private static string NameOf(ColumnDescriptor column) =>
        column.MaxRepetitionLevel > 0 ? column.Path.ToDotVector()[0] : column.Path.ToDotString();

    private static void Read(string path, string name, ColumnReader column, List<string> texts)
    {
        if (column.ColumnDescriptor.MaxRepetitionLevel > 0)
            throw new InvalidInputException($"{path}: column {name} holds lists. Expected a text or a number in each row.");
        using var logical = column.ColumnDescriptor.LogicalType;
        var isUnsigned = logical is IntLogicalType { IsSigned: false };
        if (logical is not (NoneLogicalType or StringLogicalType or IntLogicalType or EnumLogicalType or JsonLogicalType))
            throw new InvalidInputException($"{path}: column {name} is of type {logical}. Expected texts or numbers; convert it to one of them.");
        switch (column)
        {
            case ColumnReader<int> typed when isUnsigned:
                Add(typed, texts, value => ((uint)value).ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnReader<long> typed when isUnsigned:
                Add(typed, texts, value => ((ulong)value).ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnReader<ByteArray> typed:
                Add(typed, texts, Text);
                break;
            case ColumnReader<int> typed:
                Add(typed, texts, value => value.ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnReader<long> typed:
                Add(typed, texts, value => value.ToString(CultureInfo.InvariantCulture));
                break;
            case ColumnReader<double> typed:
                Add(typed, texts, value => value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case ColumnReader<float> typed:
                Add(typed, texts, value => value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case ColumnReader<bool> typed:
                Add(typed, texts, value => value ? "true" : "false");
                break;
            default:
                throw new InvalidInputException($"{path}: column {name} is of type {column.Type}. Expected texts or numbers.");
        }
    }

    private static void Add<T>(ColumnReader<T> column, List<string> texts, Func<T, string> convert) where T : unmanaged
    {
        var present = column.ColumnDescriptor.MaxDefinitionLevel;
        ParquetRows.ReadChunks(column, (definitions, _, values) =>
        {
            var next = 0;
            if (present == 0)
            {
                foreach (var value in values)
                    texts.Add(convert(value));
                return;
            }
            foreach (var definition in definitions)
                texts.Add(definition == present ? convert(values[next++]) : "");
        });
    }

    private static unsafe string Text(ByteArray value) => System.Text.Encoding.UTF8.GetString((byte*)value.Pointer, value.Length);
}
