using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Tercet.CommandLine.Options;

/// <summary>Creates options of the usual kinds.</summary>
public static class OptionFactory
{
    /// <summary>A text with a default.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="helpName">What the help calls the value.</param>
    /// <param name="description">The help text.</param>
    /// <param name="value">The default.</param>
    /// <param name="letters">Short forms of the name, such as <c>-o</c>.</param>
    public static Option<string> Text(
        string name, string helpName, string description, string value, params string[] letters) =>
        new(name, letters) { HelpName = helpName, Description = description, DefaultValueFactory = _ => value };

    /// <summary>A text that may be left out, or that must be given.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="helpName">What the help calls the value.</param>
    /// <param name="description">The help text.</param>
    public static Option<string?> OptionalText(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    /// <summary>A switch.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The help text.</param>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>A number with a default.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="helpName">What the help calls the value.</param>
    /// <param name="description">The help text.</param>
    /// <param name="value">The default.</param>
    public static Option<T> Number<T>(string name, string helpName, string description, T value)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            DefaultValueFactory = _ => value,
            CustomParser = result => Parse<T>(result, name) ?? value,
        };

    /// <summary>A number that may be left out.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="helpName">What the help calls the value.</param>
    /// <param name="description">The help text.</param>
    public static Option<T?> OptionalNumber<T>(string name, string helpName, string description)
        where T : struct, INumber<T>, IMinMaxValue<T> =>
        new(name) { HelpName = helpName, Description = description, CustomParser = result => Parse<T>(result, name) };

    /// <summary>A value of an enumeration that may be left out; the description lists the values.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The help text.</param>
    public static Option<T?> OptionalEnum<T>(string name, string description) where T : struct, Enum
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = "NAME",
            CustomParser = result => ParseEnum<T>(result, name),
        };
        option.CompletionSources.Add([.. EnumNames.All<T>()]);
        return option;
    }

    /// <summary>A value of an enumeration, in lower case with hyphens; the help lists the values.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The help text.</param>
    /// <param name="value">The default.</param>
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

    /// <summary>One of several names; the help lists them.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="description">The help text.</param>
    /// <param name="names">The names.</param>
    /// <param name="value">The default.</param>
    public static Option<string> Choice(string name, string description, IReadOnlyCollection<string> names, string value)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description} One of {string.Join(", ", names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => value,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !names.Contains(token.Value))
                result.AddError(NotOneOf(name, token.Value, names));
        });
        option.CompletionSources.Add([.. names]);
        return option;
    }

    /// <summary>
    /// Parses a number. Thousands separators are rejected: 2,5 would be read as 25 by those whose decimal sign is the comma.
    /// </summary>
    /// <param name="result">The token; errors are added to it.</param>
    /// <param name="name">The option's name.</param>
    /// <returns>The number; null where the token is none.</returns>
    public static T? Parse<T>(ArgumentResult result, string name) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = result.Tokens[0].Value;
        var isInteger = T.IsInteger(T.One / (T.One + T.One)); // in integer arithmetic, a half is 0
        var style = isInteger ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && T.IsFinite(number))
            return number;
        if (!isInteger)
        {
            result.AddError($"{name} is '{text}'; expected a finite number with a decimal point, such as 0.5.");
            return null;
        }
        var range = BigInteger.TryParse(text, style, CultureInfo.InvariantCulture, out _)
            ? FormattableString.Invariant($" from 0 to {T.MaxValue}")
            : ", such as 1000";
        result.AddError($"{name} is '{text}'; expected a whole number{range}.");
        return null;
    }

    private static T? ParseEnum<T>(ArgumentResult result, string name) where T : struct, Enum
    {
        var text = result.Tokens[0].Value;
        var value = EnumNames.Parse<T>(text);
        if (value is null)
            result.AddError(NotOneOf(name, text, [.. EnumNames.All<T>()]));
        return value;
    }

    internal static string NotOneOf(string name, string text, IReadOnlyCollection<string> names) =>
        $"{name} is '{text}'; expected one of {string.Join(", ", names)}.{Suggestion.For(text, names)}";
}
