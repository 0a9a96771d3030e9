using System.CommandLine;
using Tercet.Train.Commands;

namespace Tercet.Train.Tests.Commands;

public class OptionNamesTests
{
    /// <summary>
    /// Of two options of one name only the first would be read, and it would refuse what is meant for the other.
    /// </summary>
    [Fact]
    public void No_command_has_two_options_of_one_name()
    {
        foreach (Command command in new[] { TrainCommand.Create(), CompareCommand.Create() })
            Assert.Equal(command.Options.Select(option => option.Name).Distinct(), command.Options.Select(option => option.Name));
    }
}
