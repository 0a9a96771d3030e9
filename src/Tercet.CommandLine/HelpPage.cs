using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace Tercet.CommandLine;

/// <summary>Writes the help of a <see cref="GroupedCommand"/>; other commands keep that of the library.</summary>
internal sealed class HelpPage(SynchronousCommandLineAction standard) : SynchronousCommandLineAction
{
    private const int MaxWidth = 110;
    private const int Indent = 30;

    public static void Install(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Show this help.";
        option.Action = new HelpPage((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not GroupedCommand command)
            return standard.Invoke(parseResult);
        var width = Console.IsOutputRedirected ? MaxWidth : Math.Clamp(Console.WindowWidth - 1, 60, MaxWidth);
        parseResult.InvocationConfiguration.Output.Write(Compose(command, width));
        return ExitCodes.Done;
    }

    private static string Compose(GroupedCommand command, int width)
    {
        var page = new StringBuilder();
        AppendWrapped(page, "", command.Description!, width, 0);
        var arguments = string.Concat(command.Arguments.Select(
            argument => argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name} …]" : $" {argument.Name}"));
        page.Append($"\nUsage:\n  {Invocation.Name} {command.Name}{arguments} [options]\n\nExamples:\n");
        foreach (var example in command.Examples)
            page.Append($"  {Invocation.Name}{example[Invocation.Tool.Length..]}\n");
        foreach (var argument in command.Arguments)
        {
            page.Append('\n');
            AppendWrapped(page, $"  {argument.Name}", argument.Description!, width, Indent);
        }
        foreach (var (title, options) in command.Groups)
        {
            page.Append($"\n{title}:\n");
            foreach (var option in options)
            {
                var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName}";
                AppendWrapped(page, $"  {string.Join(", ", [option.Name, .. option.Aliases])}{value}", Describe(option), width, Indent);
            }
        }
        return page.ToString();
    }

    private static string Describe(Option option)
    {
        if (option.Required)
            return $"{option.Description} Required.";
        if (!option.HasDefaultValue || option.ValueType == typeof(bool))
            return option.Description!;
        var value = option.GetDefaultValue();
        var text = value is Enum choice ? EnumNames.ToKebabCase(choice) : FormattableString.Invariant($"{value}");
        return $"{option.Description} [default: {text}]";
    }

    private static void AppendWrapped(StringBuilder page, string head, string text, int width, int indent)
    {
        page.Append(head.PadRight(indent));
        var column = Math.Max(head.Length, indent);
        if (head.Length >= indent && indent > 0)
        {
            page.Append('\n').Append(' ', indent);
            column = indent;
        }
        var start = column;
        foreach (var word in text.Split(' '))
        {
            if (column > start && column + 1 + word.Length > width)
            {
                page.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > start)
            {
                page.Append(' ');
                column++;
            }
            page.Append(word);
            column += word.Length;
        }
        page.Append('\n');
    }
}
