using System.CommandLine;
using Tercet.Cli;
using Tercet.Cli.Commands;
using Tercet.CommandLine;

if (args.Length > 0 && Invocation.TrainingCommands.ContainsKey(args[0]))
    return ExternalTool.Run(args);

var root = new RootCommand("Turns labelled items into an ordered sequence of triplets whose negatives grow harder along a schedule.")
{
    DemoCommand.Create(), EncodeCommand.Create(), MineCommand.Create(), InspectCommand.Create(), PlotCommand.Create(),
};
foreach (var (name, description) in Invocation.TrainingCommands)
    root.Add(new Command(name, description));
return await CommandRunner.Run(root, args);
