using System.CommandLine;

namespace Tercet.CommandLine.Options;

/// <summary>Tells options that the user specified from those that have their defaults.</summary>
public static class ParseResultExtensions
{
    /// <summary>The names of the options that were specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options to look at.</param>
    public static IEnumerable<string> Specified(this ParseResult parsed, IEnumerable<Option> options) =>
        options.Where(parsed.IsSpecified).Select(option => option.Name);

    /// <summary>Whether an option was specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    public static bool IsSpecified(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The text of an option; null where it was not specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    internal static string? GetSpecified(this ParseResult parsed, Option<string> option) =>
        parsed.IsSpecified(option) ? parsed.GetValue(option) : null;

    /// <summary>The value of an option; null where it was not specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    internal static T? GetSpecifiedValue<T>(this ParseResult parsed, Option<T> option) where T : struct =>
        parsed.IsSpecified(option) ? parsed.GetValue(option) : null;
}
