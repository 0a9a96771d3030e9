using System.CommandLine;

namespace Tercet.Cli;

/// <summary>A command whose help shows examples, and its options in groups.</summary>
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
