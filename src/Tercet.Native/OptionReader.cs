using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tercet.Native;

/// <summary>Reads options from a JSON object, and collects what is wrong with them.</summary>
internal sealed class OptionReader
{
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly List<OptionFault> _faults = [];

    public unsafe OptionReader(byte* json)
    {
        try
        {
            using var document = JsonDocument.Parse(
                MemoryMarshal.CreateReadOnlySpanFromNullTerminated(json is null ? throw new JsonException("no text.") : json).ToArray());
            foreach (var property in document.RootElement.EnumerateObject())
                _values[property.Name] = property.Value.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidInputException($"options: expected a JSON object, UTF-8: {e.Message}");
        }
    }

    public bool Has(string name) => _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public string? Text(string name) =>
        Read(name, "a text", value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    public T? Integer<T>(string name) where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        ReadValue(name, $"a whole number from {T.MinValue} to {T.MaxValue}", value =>
            value.ValueKind == JsonValueKind.Number && T.TryParse(value.GetRawText(), null, out var number) ? (T?)number : null);

    public double? Number(string name) => ReadValue(name, "a number", value => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.String => value.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => (double?)null,
        },
        _ => null,
    });

    public T? Enum<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        var value = EnumNames.Parse<T>(text);
        if (value is null)
            _faults.Add(OptionFault.NotOneOf(name, text, [.. EnumNames.All<T>()]));
        return value;
    }

    public int[]? Integers(string name) => Read(name, "a list of whole numbers", value =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.TryGetInt32Safe(out _))
            ? value.EnumerateArray().Select(item => item.GetInt32()).ToArray()
            : null);

    /// <summary>Adds the faults of what throws, and goes on with something else.</summary>
    public T Try<T>(Func<T> create, T otherwise)
    {
        try
        {
            return create();
        }
        catch (InvalidOptionsException e)
        {
            _faults.AddRange(e.Faults);
            return otherwise;
        }
    }

    public void Add(IEnumerable<OptionFault> faults) => _faults.AddRange(faults);

    /// <summary>Refuses the options where something is wrong with them, or where there are some that nobody has read.</summary>
    public void ThrowIfAny()
    {
        foreach (var name in _values.Keys.Except(_known))
            _faults.Add(new OptionFault(name, $"is not an option here.{Suggestion.For(name, _known)}"));
        OptionFault.ThrowIfAny(_faults.DistinctBy(fault => fault.Message));
    }

    private T? ReadValue<T>(string name, string expected, Func<JsonElement, T?> read) where T : struct
    {
        _known.Add(name);
        if (!Has(name))
            return null;
        var value = read(_values[name]);
        if (value is null)
            _faults.Add(Unexpected(name, expected));
        return value;
    }

    private T? Read<T>(string name, string expected, Func<JsonElement, T?> read) where T : class
    {
        _known.Add(name);
        if (!Has(name))
            return null;
        var value = read(_values[name]);
        if (value is null)
            _faults.Add(Unexpected(name, expected));
        return value;
    }

    private OptionFault Unexpected(string name, string expected) =>
        new(name, $"is {_values[name].GetRawText()}; expected {expected}.");
}

/// <summary>What System.Text.Json leaves out.</summary>
internal static class JsonElementExtensions
{
    /// <summary>Reads an integer; false for anything else, where the framework throws for what is no number.</summary>
    public static bool TryGetInt32Safe(this JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value);
    }
}
