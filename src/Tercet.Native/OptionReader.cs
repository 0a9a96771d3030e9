using System.Globalization;
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

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => Unexpected<string>(name, "a text"),
    };

    public T? Integer<T>(string name) where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when T.TryParse(value.GetRawText(), CultureInfo.InvariantCulture, out var number) => number,
        { ValueKind: JsonValueKind.Number } => Unexpected<T?>(name, $"a whole number from {T.MinValue} to {T.MaxValue}"),
        _ => Unexpected<T?>(name, "a whole number"),
    };

    /// <summary>A number; one that is not finite is a text, since JSON has none.</summary>
    public double? Number(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) => number,
        { ValueKind: JsonValueKind.String } value when value.ValueEquals("NaN") => double.NaN,
        { ValueKind: JsonValueKind.String } value when value.ValueEquals("Infinity") => double.PositiveInfinity,
        { ValueKind: JsonValueKind.String } value when value.ValueEquals("-Infinity") => double.NegativeInfinity,
        _ => Unexpected<double?>(name, "a number"),
    };

    public T? Enum<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        var value = EnumNames.Parse<T>(text);
        if (value is null)
            _faults.Add(OptionFault.NotOneOf(name, text, [.. EnumNames.All<T>()]));
        return value;
    }

    public int[]? Integers(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } value when value.EnumerateArray().All(IsInteger) =>
            [.. value.EnumerateArray().Select(item => item.GetInt32())],
        _ => Unexpected<int[]>(name, "a list of whole numbers"),
    };

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

    /// <summary>Adds the faults of options that have no effect, and takes them for not given.</summary>
    public void Refuse(string because, params string[] names)
    {
        foreach (var name in names.Where(name => Find(name) is not null))
        {
            _faults.Add(new OptionFault(name, $"has no effect with {because}. Leave out one of them."));
            _values.Remove(name);
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

    private static bool IsInteger(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _);

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private T? Unexpected<T>(string name, string expected)
    {
        _faults.Add(new OptionFault(name, $"is {_values[name].GetRawText()}; expected {expected}."));
        return default;
    }
}
