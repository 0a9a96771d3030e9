using System.CommandLine;
using Tercet.Cli.Commands;
using Tercet.CommandLine;
using Tercet.Train.Commands;

namespace Tercet.Reliability.Tests;

/// <summary>
/// Damaged command lines: they are parsed and their options checked as always. The commands themselves end early, since what
/// they would read is not there.
/// </summary>
internal static class CommandLineTarget
{
    private static readonly int[] Known =
        [ExitCodes.Done, ExitCodes.Usage, ExitCodes.BadInput, ExitCodes.InputOutput];

    /// <summary>Creates the target.</summary>
    public static FuzzTarget Create()
    {
        GroupedCommand[] commands =
        [
            .. new[]
            {
                DemoCommand.Create(), EncodeCommand.Create(), MineCommand.Create(), InspectCommand.Create(), PlotCommand.Create(),
                TrainCommand.Create(), CompareCommand.Create(),
            }.Cast<GroupedCommand>(),
        ];
        var root = new RootCommand("All commands.");
        foreach (var command in commands)
            root.Add(command);
        HelpPage.Install(root);
        var lines = commands.SelectMany(command => command.Examples).Select(Arguments).ToArray();
        var names = commands.SelectMany(command => command.Options).Select(option => option.Name).Distinct().ToArray();
        return new FuzzTarget(mutator => Run(root, mutator.Damage(lines, names)));
    }

    /// <summary>The arguments of an example, whose explanation follows after blanks.</summary>
    private static string[] Arguments(string example) => example.Split("  ")[0].Split(' ')[1..];

    private static void Run(RootCommand root, string[] arguments)
    {
        try
        {
            Check(root, arguments);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"'{string.Join("' '", arguments)}': {e}");
        }
    }

    private static void Check(RootCommand root, string[] arguments)
    {
        var parsed = CommandRunner.Parse(root, arguments);
        var isForCommand = parsed.Action is { } action && action == parsed.CommandResult.Command.Action;
        if (isForCommand && UsageErrors.Of(parsed).Count == 0 && !EndsEarly(parsed))
            return;
        var code = CommandRunner.Run(parsed).GetAwaiter().GetResult();
        if (!Known.Contains(code))
            throw new InvalidOperationException($"exit code {code}");
    }

    /// <summary>Whether the input that a command reads first is not there.</summary>
    private static bool EndsEarly(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var first = command.Options.FirstOrDefault(option => option.Name == "--data") is Option<string?> data
            ? parsed.GetValue(data)
            : parsed.CommandResult.Tokens is [var run, ..] ? run.Value : null;
        return first is not null && !Path.Exists(first);
    }
}
