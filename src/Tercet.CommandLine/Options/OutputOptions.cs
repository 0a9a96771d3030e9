using System.CommandLine;

namespace Tercet.CommandLine.Options;

/// <summary>The options of the run's folder and of what is printed, the same in every command that writes a run.</summary>
/// <param name="kind">What the help calls a run.</param>
/// <param name="folder">The default folder.</param>
public sealed class OutputOptions(string kind, string folder)
{
    private readonly Option<string> _out = OptionFactory.Text(
        "--out", "DIR", $"The folder to write the {kind} to.", folder, "-o");

    private readonly Option<bool> _force = OptionFactory.Switch(
        "--force", $"Overwrite an existing {kind}; other files are kept.");

    private readonly Option<bool> _quiet = OptionFactory.Switch(
        "--quiet", "Print errors only, and the summary where --json is given.");

    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print the summary as JSON.");

    /// <summary>The folder.</summary>
    public Option Folder => _out;

    /// <summary>The others.</summary>
    public Option[] Others => [_force, _quiet, _json];

    /// <summary>The folder's path.</summary>
    /// <param name="parsed">The command line.</param>
    public string FolderOf(ParseResult parsed) => parsed.GetRequiredValue(_out);

    /// <summary>Whether the folder was specified.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsFolderSpecified(ParseResult parsed) => parsed.IsSpecified(_out);

    /// <summary>Whether an existing run is overwritten.</summary>
    /// <param name="parsed">The command line.</param>
    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>Whether only errors are printed.</summary>
    /// <param name="parsed">The command line.</param>
    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Whether the summary is printed as JSON.</summary>
    /// <param name="parsed">The command line.</param>
    public bool Json(ParseResult parsed) => parsed.GetValue(_json);
}
