using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Tercet.CommandLine;

/// <summary>A command whose help shows examples, and its options in groups.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does.</param>
[SuppressMessage("Design", "CA1010",
    Justification = "The base class has the untyped enumerator for collection initializers only.")]
public sealed class GroupedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines to show in the help.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Whether the result is in files, so that what is printed may be lost. Default true.</summary>
    public bool WritesFiles { get; init; } = true;

    /// <summary>
    /// Whether a scheduler runs the command, on any machine: what fails to read or write here may succeed elsewhere, or later.
    /// Default false.
    /// </summary>
    public bool IsRetried { get; init; }

    internal List<(string Title, Option[] Options)> Groups { get; } = [];

    /// <summary>Sets what the command does, on a thread of its own: signals are heeded meanwhile.</summary>
    /// <param name="work">The work, which ends early when the token is cancelled.</param>
    public void SetWork(Action<ParseResult, CancellationToken> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                work(parsed, cancellationToken);
                return ExitCodes.Done;
            },
            CancellationToken.None));
    }

    /// <summary>Adds options under a heading of their own.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="options">The options.</param>
    public void AddGroup(string title, params Option[] options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Groups.Add((title, options));
        foreach (var option in options)
            Add(option);
    }
}
