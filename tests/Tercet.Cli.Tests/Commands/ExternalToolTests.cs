namespace Tercet.Cli.Tests.Commands;

/// <summary>Where <c>tercet-train</c> is not installed, as beside these tests.</summary>
public class ExternalToolTests
{
    [Theory]
    [InlineData("train")]
    [InlineData("compare")]
    public void A_missing_tool_is_reported_with_how_to_install_it(string command)
    {
        var tool = Tool.Run([("PATH", "")], command, "--data", "x");
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        foreach (var words in new[] { $"tercet: '{command}' is a command of tercet-train",
            "dotnet tool install --global Tercet.Train", $"dotnet run -c Release --project src/Tercet.Train -- {command} …" })
            Assert.Contains(words, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_the_delegated_commands()
    {
        var tool = Tool.Run("--help");
        Assert.Contains("train ", tool.Output, StringComparison.Ordinal);
        Assert.Contains("compare ", tool.Output, StringComparison.Ordinal);
    }
}
