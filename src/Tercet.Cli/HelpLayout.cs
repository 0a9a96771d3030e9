using System.CommandLine;
using System.CommandLine.Help;

namespace Tercet.Cli;

/// <summary>A command whose help shows its options in groups, and examples below.</summary>
internal sealed class GroupedCommand(string name, string description) : Command(name, description)
{
    public List<(string Title, Option[] Options)> Groups { get; } = [];

    public required string[] Examples { get; init; }

    public void AddGroup(string title, params Option[] options)
    {
        Groups.Add((title, options));
        foreach (var option in options)
            Add(option);
    }
}

/// <summary>Lays out help: what it does, how it is called, examples, then options by group.</summary>
internal static class HelpLayout
{
    private const int MaxWidth = 110;

    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        var action = (HelpAction)help.Action!;
        action.MaxWidth = Console.IsOutputRedirected ? MaxWidth : Math.Min(MaxWidth, Math.Max(60, Console.WindowWidth));
        action.Builder.CustomizeLayout(context => context.Command is GroupedCommand command
            ? [HelpBuilder.Default.SynopsisSection(), HelpBuilder.Default.CommandUsageSection(), Examples(command), HelpBuilder.Default.CommandArgumentsSection(), Groups(command)]
            : HelpBuilder.Default.GetLayout());
    }

    /// <summary>A command's name with a space behind it; empty for the tool itself.</summary>
    public static string NameOf(Command command) => command is RootCommand ? "" : command.Name + " ";

    private static Func<HelpContext, bool> Examples(GroupedCommand command) => context =>
    {
        context.Output.WriteLine("Examples:");
        foreach (var example in command.Examples)
            context.Output.WriteLine($"  {example}");
        return true;
    };

    private static Func<HelpContext, bool> Groups(GroupedCommand command) => context =>
    {
        foreach (var (title, options) in command.Groups)
        {
            context.Output.WriteLine($"{title}:");
            context.HelpBuilder.WriteColumns([.. options.Select(option => context.HelpBuilder.GetTwoColumnRow(option, context))], context);
            context.Output.WriteLine();
        }
        return true;
    };
}
