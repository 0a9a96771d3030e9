using System.CommandLine;
using Tercet.CommandLine;
using Tercet.Train.Commands;

namespace Tercet.Train;

/// <summary>The tool <c>tercet-train</c>, to which <c>tercet</c> delegates its commands train and compare.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => CommandRunner.Run(
        new RootCommand("Train encoders on triplets whose hardness follows a schedule, and compare strategies.")
        {
            TrainCommand.Create(), CompareCommand.Create(),
        },
        args);
}
