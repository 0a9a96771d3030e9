using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Parts;

namespace Tercet.Cli.Commands;

/// <summary>The job that a plan's command line describes.</summary>
internal static class PlannedJob
{
    /// <summary>Parses the command line of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="threads">The degree of parallelism.</param>
    /// <exception cref="InvalidInputException">It is not a command line of this version.</exception>
    public static IPartedJob Of(RunPlan plan, int threads)
    {
        var root = new RootCommand();
        IPartedJob Parse(GroupedCommand command, Func<ParseResult, IPartedJob> read)
        {
            root.Add(command);
            string[] arguments = [.. plan.Command, "--threads", FormattableString.Invariant($"{threads}")];
            var parsed = CommandRunner.Parse(root, arguments);
            return parsed.Errors.Count == 0 ? read(parsed) : throw Invalid(parsed.Errors[0].Message);
        }

        if (plan.Command is ["mine", ..])
        {
            var (options, command) = (new MineOptions(), new GroupedCommand("mine", "Mine.") { Examples = [] });
            options.AddTo(command);
            command.AddGroup("Output", [.. options.Format, options.Threads]);
            return Parse(command, parsed => new PartedMine(options.Read(parsed, plan.Out)));
        }
        if (plan.Command is ["encode", ..])
        {
            var (options, command) = (new EncodeOptions(), new GroupedCommand("encode", "Encode.") { Examples = [] });
            options.AddTo(command);
            command.AddGroup("Output", options.Threads);
            return Parse(command, parsed => new PartedEncode(options.Read(parsed, plan.Out)));
        }
        throw Invalid($"'{string.Join(' ', plan.Command)}' is not a command with parts");
    }

    /// <summary>Goes to the folder that the plan's relative paths start from.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="run">The run's folder.</param>
    /// <returns>The run's folder as seen from there.</returns>
    public static string Enter(RunPlan plan, string run)
    {
        var folder = Path.GetFullPath(run);
        var working = Path.GetFullPath(plan.WorkingFolder, folder);
        if (!Directory.Exists(working))
            throw new InvalidInputException(
                $"{working}: no such folder. The plan's paths start there, {plan.WorkingFolder} from the run's folder. "
                + "Mount or copy the folders so that they lie to each other as they did.");
        Environment.CurrentDirectory = working;
        var relative = Path.GetRelativePath(working, folder);
        return Path.GetFullPath(plan.Out) == folder ? plan.Out : relative;
    }

    private static InvalidInputException Invalid(string why) => new(
        $"{RunPlan.FileName}: its command line cannot be read ({why.TrimEnd('.')}). Plan again with this version.");
}
