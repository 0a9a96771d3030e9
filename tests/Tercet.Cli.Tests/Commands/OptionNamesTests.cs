using System.CommandLine;
using Tercet.Cli.Commands;

namespace Tercet.Cli.Tests.Commands;

public class OptionNamesTests
{
    /// <summary>
    /// Of two options of one name only the first would be read, and it would refuse what is meant for the other.
    /// </summary>
    [Fact]
    public void No_command_has_two_options_of_one_name()
    {
        foreach (Command command in new[] { DemoCommand.Create(), EncodeCommand.Create(), MineCommand.Create(),
            InspectCommand.Create(), PlotCommand.Create(), PlanCommand.Create(), PartCommand.Create(), MergeCommand.Create(),
            StatusCommand.Create(), SlurmCommand.Create(), KubernetesCommand.Create() })
            Assert.Equal(command.Options.Select(option => option.Name).Distinct(), command.Options.Select(option => option.Name));
    }
}
