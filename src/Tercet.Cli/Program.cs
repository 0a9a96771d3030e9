using System.CommandLine;
using Tercet.Cli;
using Tercet.Cli.Commands;
using Tercet.CommandLine;

args = CommandRunner.WithHelp(args);
if (Invocation.TrainingCommands.ContainsKey(args[0]))
    return ExternalTool.Run(args);

var root = new RootCommand("Mine ordered sequences of triplets, or of batches, whose hardness follows a schedule.")
{
    DemoCommand.Create(), EncodeCommand.Create(), MineCommand.Create(), InspectCommand.Create(), PlotCommand.Create(), ViewCommand.Create(),
    PlanCommand.Create(), PartCommand.Create(), MergeCommand.Create(), StatusCommand.Create(), SlurmCommand.Create(),
    KubernetesCommand.Create(),
};
foreach (var (name, description) in Invocation.TrainingCommands)
    root.Add(new Command(name, description));
return await CommandRunner.Run(root, args);
