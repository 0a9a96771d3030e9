using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tercet.CommandLine;

/// <summary>Says what is wrong with a command line that cannot be parsed, without the errors that follow from another.</summary>
internal static class UsageErrors
{
    /// <summary>The errors, one per line; none where the command line can be parsed.</summary>
    /// <param name="parsed">The command line.</param>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var empty = parsed.CommandResult.Children.Where(IsEmpty).Select(symbol => DescribeEmpty(symbol)).ToList();
        if (parsed.UnmatchedTokens.Count == 0)
            return [.. empty, .. parsed.Errors.Select(error => error.Message)];
        // A misspelt name leaves its value over, and an option missing: neither is worth a line of its own.
        var ofValues = parsed.Errors.Where(error => error.SymbolResult is OptionResult { Tokens.Count: > 0 });
        return [.. Unknown(parsed), .. empty, .. ofValues.Select(error => error.Message)];
    }

    private static bool IsEmpty(SymbolResult symbol) =>
        symbol.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)) && !MayBeEmpty(symbol);

    /// <summary>An empty prompt is none, in place of the model's own.</summary>
    private static bool MayBeEmpty(SymbolResult symbol) =>
        symbol is OptionResult { Option.Name: "--prompt" or "--query-prompt" or "--passage-prompt" };

    private static string DescribeEmpty(SymbolResult symbol) => symbol switch
    {
        OptionResult option => $"{option.Option.Name} is empty; expected {option.Option.HelpName}. Give it, or leave the option out.",
        ArgumentResult argument => $"{argument.Argument.Name} is empty; expected a path.",
        _ => "an argument is empty.",
    };

    private static IEnumerable<string> Unknown(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var tokens = parsed.UnmatchedTokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsOption(tokens[i]))
            {
                var name = tokens[i].Split('=', ':')[0];
                yield return $"unknown option {name}.{Suggestion.For(name, command.Options.Select(option => option.Name))}";
                if (i + 1 < tokens.Count && !IsOption(tokens[i + 1]))
                    i++;
            }
            else if (command is GroupedCommand)
            {
                yield return $"unexpected argument '{tokens[i]}'. Put a value that holds blanks into quotes.";
            }
            else
            {
                var names = command.Subcommands.Select(subcommand => subcommand.Name).ToList();
                yield return $"unknown command '{tokens[i]}'; expected one of {string.Join(", ", names)}."
                    + Suggestion.For(tokens[i], names);
                yield break; // what follows are the options of the command that was meant
            }
        }
    }

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';
}
