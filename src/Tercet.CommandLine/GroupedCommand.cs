using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Tercet.CommandLine;

/// <summary>A command whose help shows examples, and its options in groups.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The base class has the untyped enumerator for collection initializers only.")]
public sealed class GroupedCommand(string name, string description) : Command(name, description)
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
