using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that say where a run goes and what is printed, the same for every command that writes one.</summary>
/// <param name="kind">What the help calls a run.</param>
/// <param name="folder">Where it goes by default.</param>
public sealed class OutputOptions(string kind, string folder)
{
    private readonly Option<string> _out = OptionFactory.Text("--out", "DIR", $"The folder to write the {kind} to.", folder);
    private readonly Option<bool> _force = new("--force") { Description = $"Replace the {kind} that the folder holds. Other files in it stay." };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print nothing but errors, and what --json asks for." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON." };

    public Option Folder => _out;

    public Option[] Others => [_force, _quiet, _json];

    public string FolderOf(ParseResult parsed) => parsed.GetRequiredValue(_out);

    /// <summary>Whether the folder was given.</summary>
    public bool FolderGiven(ParseResult parsed) => parsed.Specified([_out]).Any();

    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    public bool Quiet(ParseResult parsed) => parsed.GetValue(_quiet);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);
}
