using System.CommandLine;
using Tercet.CommandLine;
using Tercet.Train.Commands;

namespace Tercet.Train;

/// <summary>The tool <c>tercet-train</c>, to which <c>tercet</c> hands its commands train and compare over.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => CommandRunner.Run(
        new RootCommand("Trains encoders on triplets whose negatives grow harder along a schedule, and compares strategies.")
        {
            TrainCommand.Create(), CompareCommand.Create(),
        },
        args);
}
