using System.CommandLine.Parsing;
using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>Makes options of the usual kinds.</summary>
public static class OptionFactory
{
    public static Option<string> Text(string name, string helpName, string description, string value) =>
        new(name) { HelpName = helpName, Description = description, DefaultValueFactory = _ => value };

    public static Option<T> Number<T>(string name, string helpName, string description, T value) where T : struct, INumber<T> =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse<T>(result, name) ?? value,
        };

    public static Option<T?> OptionalNumber<T>(string name, string helpName, string description) where T : struct, INumber<T> =>
        new(name) { HelpName = helpName, Description = description, CustomParser = result => Parse<T>(result, name) };

    /// <summary>A closed choice that may be left open; the description lists it.</summary>
    public static Option<T?> OptionalEnum<T>(string name, string description) where T : struct, Enum
    {
        var option = new Option<T?>(name) { Description = description, HelpName = "NAME", CustomParser = result => ParseEnum<T>(result, name) };
        option.CompletionSources.Add([.. EnumNames.All<T>()]);
        return option;
    }

    /// <summary>A closed choice, spelt in lower case with hyphens.</summary>
    public static Option<T> OfEnum<T>(string name, string description, T value) where T : struct, Enum
    {
        var names = EnumNames.All<T>().ToArray();
        var option = new Option<T>(name)
        {
            Description = $"{description} One of {string.Join(", ", names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => value,
            CustomParser = result => ParseEnum<T>(result, name) ?? value,
        };
        option.CompletionSources.Add(names);
        return option;
    }

    /// <summary>The names of those that were given.</summary>
    public static IEnumerable<string> Given(ParseResult parsed, IEnumerable<Option> options) =>
        options.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name);

    private static T? ParseEnum<T>(ArgumentResult result, string name) where T : struct, Enum
    {
        var parsed = EnumNames.Parse<T>(result.Tokens[0].Value);
        if (parsed is null)
            result.AddError($"{name} is '{result.Tokens[0].Value}'; expected one of {string.Join(", ", EnumNames.All<T>())}.");
        return parsed;
    }

    /// <summary>
    /// Reads a number. Without separators of thousands, or 2,5 would be 25 for those whose decimal sign is the comma.
    /// </summary>
    public static T? Parse<T>(ArgumentResult result, string name) where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        var whole = T.IsInteger(T.One / (T.One + T.One)); // in whole numbers, a half is 0
        if (T.TryParse(text, whole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        result.AddError(whole
            ? $"{name} is '{text}'; expected a whole number{(typeof(T) == typeof(ulong) ? ", 0 or more" : "")}, such as 1000."
            : $"{name} is '{text}'; expected a number with a decimal point, such as 0.5.");
        return null;
    }
}
