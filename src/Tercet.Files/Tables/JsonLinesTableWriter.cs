using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tercet.Files.Tables;

/// <summary>Writes one JSON object per line; missing values are null.</summary>
internal sealed class JsonLinesTableWriter<T>(string path, IReadOnlyList<Column<T>> columns) : TextTableWriter<T>(path)
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json = new(
        Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public override void Write(T row)
    {
        _line.Clear();
        _json.Reset(_line);
        _json.WriteStartObject();
        foreach (var column in columns)
        {
            switch (column.Of(row))
            {
                case long number:
                    _json.WriteNumber(column.Name, number);
                    break;
                case int number:
                    _json.WriteNumber(column.Name, number);
                    break;
                case double number:
                    _json.WriteNumber(column.Name, number);
                    break;
                case IEnumerable<string> texts:
                    WriteList(column.Name, texts, _json.WriteStringValue);
                    break;
                case IEnumerable<int> numbers:
                    WriteList(column.Name, numbers, _json.WriteNumberValue);
                    break;
                case IEnumerable<double> numbers:
                    WriteList(column.Name, numbers, _json.WriteNumberValue);
                    break;
                case string text:
                    _json.WriteString(column.Name, text);
                    break;
                default:
                    _json.WriteNull(column.Name);
                    break;
            }
        }
        _json.WriteEndObject();
        _json.Flush();
        Text.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }

    private void WriteList<TValue>(string name, IEnumerable<TValue> values, Action<TValue> write)
    {
        _json.WriteStartArray(name);
        foreach (var value in values)
            write(value);
        _json.WriteEndArray();
    }

    protected override void Dispose(bool disposing)
    {
        _json.Dispose();
        base.Dispose(disposing);
    }
}
