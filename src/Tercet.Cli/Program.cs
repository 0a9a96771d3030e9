using System.CommandLine;
using Tercet;
using Tercet.Cli;
using Tercet.Cli.Commands;

var root = new RootCommand("Turns labelled items into an ordered sequence of triplets whose negatives grow harder along a schedule.")
{
    DemoCommand.Create(), EncodeCommand.Create(), MineCommand.Create(), InspectCommand.Create(), PlotCommand.Create(),
};
root.HelpName = "tercet";
HelpPage.Install(root);
var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0 && parsed.Action is not HelpPage)
{
    foreach (var error in parsed.Errors)
        Console.Error.WriteLine($"tercet: {error.Message}");
    Console.Error.WriteLine($"Try 'tercet {NameOfCommand()}--help'.");
    return ExitCodes.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (BadInputException e)
{
    return Fail(e.Message, ExitCodes.BadInput);
}
catch (InvalidOptionsException e)
{
    return Fail($"{e.Message}\nTry 'tercet {NameOfCommand()}--help'.", ExitCodes.Usage);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    return Fail($"{e.Message.TrimEnd('.')}. Check the path, the rights on it and the space left.", ExitCodes.InputOutput);
}
catch (OperationCanceledException)
{
    return Fail("interrupted; nothing was left half-written.", ExitCodes.Interrupted);
}

string NameOfCommand() => parsed.CommandResult.Command is GroupedCommand command ? command.Name + " " : "";

static int Fail(string message, int code)
{
    Console.Error.WriteLine($"tercet: {message}");
    return code;
}
