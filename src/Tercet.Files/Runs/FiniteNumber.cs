using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tercet.Files;

/// <summary>Reads numbers that float64 holds: 1e999 would become infinity, which is not written back.</summary>
internal sealed class FiniteNumber : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDouble() is var number && double.IsFinite(number)
            ? number
            : throw new JsonException("a number is beyond float64");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}
