using System.CommandLine;

namespace Tercet.CommandLine;

/// <summary>Runs a command line, and ends in the words and exit codes that all of Tercet's tools share.</summary>
public static class CommandRunner
{
    /// <summary>Runs it.</summary>
    /// <param name="root">The tool's commands.</param>
    /// <param name="args">What it was given.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        root.HelpName = "tercet";
        HelpPage.Install(root);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        var advice = $"Try 'tercet {(parsed.CommandResult.Command is GroupedCommand command ? command.Name + " " : "")}--help'.";
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpPage)
            return Fail(string.Join("\ntercet: ", parsed.Errors.Select(error => error.Message)) + "\n" + advice, ExitCodes.Usage);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
        }
        catch (InvalidInputException e)
        {
            return Fail(e.Message, ExitCodes.BadInput);
        }
        catch (Exception e) when (e is InvalidOptionsException or UsageException)
        {
            return Fail($"{e.Message}\n{advice}", ExitCodes.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"{e.Message.TrimEnd('.')}. Check the path, the rights on it and the space left.", ExitCodes.InputOutput);
        }
        catch (OperationCanceledException e)
        {
            return Fail(e is InterruptedException ? e.Message : "interrupted; nothing was left half-written.", ExitCodes.Interrupted);
        }
    }

    public static int Fail(string message, int code)
    {
        Console.Error.WriteLine($"tercet: {message}");
        return code;
    }
}
