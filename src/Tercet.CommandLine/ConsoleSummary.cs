using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tercet.CommandLine;

/// <summary>
/// Writes the parts of a summary to standard output, the same in every command. Each ends with an empty line, but for the last
/// (<see cref="WriteNext"/>), and writes nothing at all where there is nothing to say.
/// </summary>
public static class ConsoleSummary
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// A summary for scripts. Nodes rather than objects: the serializer's reflection does not survive ahead-of-time compilation.
    /// </summary>
    /// <param name="summary">The summary.</param>
    public static string ToJson(JsonObject summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.ToJsonString(Indented);
    }

    /// <summary>Texts as a JSON array.</summary>
    /// <param name="texts">The texts.</param>
    public static JsonArray ToJsonArray(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    /// <summary>Labels and values in two columns.</summary>
    /// <param name="pairs">The labels and values.</param>
    /// <param name="heading">A line before them; null for none.</param>
    public static void WritePairs(IReadOnlyList<(string Label, string Value)> pairs, string? heading = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0)
            return;
        if (heading is not null)
            Console.WriteLine(heading);
        var width = pairs.Max(pair => pair.Label.Length);
        foreach (var (label, value) in pairs)
            Console.WriteLine($"  {label.PadRight(width)}  {value}");
        Console.WriteLine();
    }

    /// <summary>Notes, one per line.</summary>
    /// <param name="notes">The notes; none is fine.</param>
    public static void WriteNotes(IEnumerable<string> notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        WriteLines(notes.Select(note => $"note: {note}"));
    }

    /// <summary>The files that were written.</summary>
    /// <param name="files">Their paths.</param>
    public static void WriteFiles(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        WriteLines(files.Select(file => $"  {file}"));
    }

    /// <summary>What to run next, each command as it works from here.</summary>
    /// <param name="commands">The commands, with their purposes.</param>
    public static void WriteNext(IEnumerable<(string Command, string Purpose)> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        Console.WriteLine("Next:");
        foreach (var (command, purpose) in commands)
            Console.WriteLine($"  {Invocation.Of(command)}\n      {purpose}");
    }

    private static void WriteLines(IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            Console.WriteLine(line);
            any = true;
        }
        if (any)
            Console.WriteLine();
    }
}
