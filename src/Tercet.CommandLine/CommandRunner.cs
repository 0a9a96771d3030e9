using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;

namespace Tercet.CommandLine;

/// <summary>Runs a command line; messages and exit codes are the same in every tool.</summary>
public static class CommandRunner
{
    private const string Help = "--help";

    /// <summary>Runs a command line.</summary>
    /// <param name="root">The tool's commands.</param>
    /// <param name="args">The arguments; none prints the help.</param>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(args);
        var output = StandardStream.Install();
        root.HelpName = Invocation.Name;
        HelpPage.Install(root);
        var parsed = Parse(root, args);
        var code = await Run(parsed);
        if (output.Failure is not { } failure)
            return code;
        // Files that are written stay written; what fails is a command whose result is what it prints.
        Fail($"the output could not be printed ({failure.TrimEnd('.')}). Files that the command wrote are complete.", code);
        return code == ExitCodes.Done && !WritesFiles(parsed) ? ExitCodes.InputOutput : code;
    }

    /// <summary>The arguments, with <c>help</c> and <c>help COMMAND</c> as the option of that name.</summary>
    /// <param name="args">The arguments; none asks for help.</param>
    public static string[] WithHelp(string[] args) => args switch
    {
        [] or ["help"] => [Help],
        ["help", var command, ..] => [command, Help],
        _ => args,
    };

    private static bool WritesFiles(ParseResult parsed) =>
        parsed.Action is not HelpPage && parsed.CommandResult.Command is GroupedCommand { WritesFiles: true } command
        && !parsed.Specified(command.Options).Contains("--json");

    /// <summary>Parses a command line. A value that starts with @ is a value, not a file of arguments.</summary>
    /// <param name="root">The tool's commands.</param>
    /// <param name="args">The arguments; none asks for help.</param>
    public static ParseResult Parse(RootCommand root, string[] args) =>
        root.Parse(WithHelp(args), new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Runs a parsed command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> Run(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var advice = $"Try '{Invocation.Name} {(command is GroupedCommand ? command.Name + " " : "")}--help'.";
        if (parsed.Action is not HelpPage && UsageErrors.Of(parsed) is { Count: > 0 } errors)
            return Fail($"{string.Join($"\n{Invocation.Name}: ", errors)}\n{advice}", ExitCodes.Usage);
        var failure = command is GroupedCommand { IsRetried: true } ? ExitCodes.TryAgain : ExitCodes.InputOutput;
        try
        {
            using var interrupts = new Interrupts();
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                interrupts.Token);
        }
        catch (InvalidInputException e)
        {
            return Fail(OptionNames.Translate(e.Message, command), ExitCodes.BadInput);
        }
        catch (Exception e) when (e is InvalidOptionsException or UsageException)
        {
            return Fail($"{OptionNames.Translate(e.Message, command)}\n{advice}", ExitCodes.Usage);
        }
        catch (PartsMissingException e)
        {
            return Fail(e.Message, ExitCodes.TryAgain);
        }
        catch (FileChangedException e)
        {
            return Fail(e.Message, failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"{e.Message.TrimEnd('.')}. Check the path, permissions and free space.", failure);
        }
        catch (OperationCanceledException e)
        {
            var message = e is InterruptedException ? e.Message : "interrupted; no partial output was left.";
            return Fail(message, ExitCodes.Interrupted);
        }
    }

    /// <summary>Prints an error.</summary>
    /// <param name="message">The message.</param>
    /// <param name="code">The exit code.</param>
    /// <returns>The exit code.</returns>
    public static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"{Invocation.Name}: {message}");
        return code;
    }
}
