using System.CommandLine;
using Tercet.Cli;
using Tercet.Cli.Commands;

if (args.Length > 0 && HandOver.Commands.ContainsKey(args[0]))
    return HandOver.Run(args);

var root = new RootCommand("Turns labelled items into an ordered sequence of triplets whose negatives grow harder along a schedule.")
{
    DemoCommand.Create(), EncodeCommand.Create(), MineCommand.Create(), InspectCommand.Create(), PlotCommand.Create(),
};
foreach (var (name, description) in HandOver.Commands)
    root.Add(new Command(name, description));
return await ToolRun.Run(root, args);
