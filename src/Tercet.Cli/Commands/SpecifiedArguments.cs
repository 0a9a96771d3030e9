using System.CommandLine;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary>The options that a user specified, as arguments of another command line.</summary>
internal static class SpecifiedArguments
{
    /// <summary>Names and values, in the order of the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options to look at.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed, IEnumerable<Option> options) =>
    [
        .. options.Where(parsed.IsSpecified)
            .SelectMany(option => parsed.GetResult(option)!.Tokens.Select(token => token.Value).Prepend(option.Name)),
    ];
}
