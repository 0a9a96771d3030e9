using System.CommandLine;

namespace Tercet.CommandLine;

/// <summary>Runs a command line; messages and exit codes are the same in every tool.</summary>
public static class CommandRunner
{
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs a command line.</summary>
    /// <param name="root">The tool's commands.</param>
    /// <param name="args">The arguments; none prints the help.</param>
    /// <returns>The exit code, one of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(args);
        root.HelpName = Invocation.Tool;
        HelpPage.Install(root);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        var command = parsed.CommandResult.Command;
        var advice = $"Try '{Invocation.Tool} {(command is GroupedCommand ? command.Name + " " : "")}--help'.";
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpPage)
        {
            var errors = string.Join($"\n{Invocation.Tool}: ", parsed.Errors.Select(error => error.Message));
            return Fail($"{errors}\n{advice}", ExitCodes.Usage);
        }
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TerminationTimeout,
                });
        }
        catch (InvalidInputException e)
        {
            return Fail(OptionNames.Translate(e.Message, command), ExitCodes.BadInput);
        }
        catch (Exception e) when (e is InvalidOptionsException or UsageException)
        {
            return Fail($"{OptionNames.Translate(e.Message, command)}\n{advice}", ExitCodes.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"{e.Message.TrimEnd('.')}. Check the path, permissions and free space.", ExitCodes.InputOutput);
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
        Console.Error.WriteLine($"{Invocation.Tool}: {message}");
        return code;
    }
}
