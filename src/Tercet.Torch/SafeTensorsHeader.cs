using System.Text.Json;
using static System.FormattableString;

namespace Tercet.Torch;

/// <summary>The header of a safetensors file: its metadata, and where its tensors lie.</summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The name of the metadata, among the names of tensors.</summary>
    public const string MetadataName = "__metadata__";

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The tensors, by name.</summary>
    public Dictionary<string, Entry> Tensors { get; } = [];

    /// <summary>The metadata, by name.</summary>
    public Dictionary<string, string> Metadata { get; private set; } = [];

    /// <summary>Reads a header.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="length">Bytes of data that follow it; its tensors must fill them, without gaps.</param>
    /// <exception cref="InvalidDataException">It is no header of such data; the message gives the reason.</exception>
    public static SafeTensorsHeader Parse(byte[] json, long length)
    {
        var header = new SafeTensorsHeader();
        var entries = Read("its header", () => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, Strict));
        foreach (var (name, element) in entries)
        {
            if (name == MetadataName)
                header.Metadata = Read($"{name} in its header", () => element.Deserialize<Dictionary<string, string>>(Strict));
            else
                header.Tensors.Add(name, Read($"{name} in its header", () => element.Deserialize<Entry>(Strict)));
        }
        if (header.Metadata.ContainsValue(null!))
            throw new InvalidDataException($"{MetadataName} holds a null");
        header.RequireNoGaps(length);
        return header;
    }

    private static T Read<T>(string what, Func<T?> read)
    {
        try
        {
            return read() ?? throw new InvalidDataException($"{what} is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{what} cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    private void RequireNoGaps(long length)
    {
        long end = 0;
        foreach (var (name, entry) in Tensors.OrderBy(named => named.Value.Begin).ThenBy(named => named.Value.End))
        {
            if (entry.DataOffsets.Length != 2 || entry.Begin != end || entry.End < end)
            {
                var offsets = string.Join(", ", entry.DataOffsets.Take(3));
                throw new InvalidDataException(
                    Invariant($"the offsets of {name} are [{offsets}] in its header; expected two numbers from {end} on"));
            }
            end = entry.End;
        }
        if (end != length)
            throw new InvalidDataException(Invariant($"{length} bytes follow its header, whose tensors have {end}"));
    }

    /// <summary>A tensor in the file.</summary>
    /// <param name="Dtype">The type of its values.</param>
    /// <param name="Shape">Its sizes.</param>
    /// <param name="DataOffsets">Where it begins and ends among the data, in bytes.</param>
    public sealed record Entry(string Dtype, long[] Shape, long[] DataOffsets)
    {
        public long Begin => DataOffsets.FirstOrDefault();

        public long End => DataOffsets.LastOrDefault();
    }
}
