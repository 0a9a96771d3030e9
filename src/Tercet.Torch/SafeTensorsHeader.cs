using System.Text.Json;
using static System.FormattableString;

namespace Tercet.Torch;

/// <summary>What a safetensors file says of itself: where its tensors lie among its data, and a few words of text.</summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The name that stands among those of tensors, for the words.</summary>
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

    /// <summary>The words, by name.</summary>
    public Dictionary<string, string> Metadata { get; private set; } = [];

    /// <summary>Reads a header.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="length">Bytes of data that follow it; its tensors must fill them, without gaps.</param>
    /// <exception cref="InvalidDataException">It is no header of such data; the message says why.</exception>
    public static SafeTensorsHeader Parse(byte[] json, long length)
    {
        var header = new SafeTensorsHeader();
        foreach (var (name, element) in Read("its header", () => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, Strict)))
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
                throw new InvalidDataException(Invariant($"the bytes of {name} are [{string.Join(", ", entry.DataOffsets.Take(3))}] in its header, which should be two numbers from {end} on"));
            end = entry.End;
        }
        if (end != length)
            throw new InvalidDataException(Invariant($"{length} bytes follow its header, which has tensors for {end}"));
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
