using System.ComponentModel;
using System.Diagnostics;

namespace TextsSamples;

/// <summary>
/// Fetches the package lists of this Debian system to a folder of their own; the system's lists stay as they are.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed class Apt(string folder)
{
    private const string Helper = "/usr/lib/apt/apt-helper";

    private readonly string[] _options =
    [
        "-o", $"Dir::State::lists={folder}/lists", "-o", $"Dir::Cache={folder}/cache", "-o", "Acquire::Languages=en",
        "-o", "APT::Sandbox::User=", // the folder may not be open to apt's own user
    ];

    /// <summary>Fetches the lists, where the folder does not hold them yet.</summary>
    public void Update()
    {
        if (Files("Translations").Length > 0)
            return;
        Directory.CreateDirectory($"{folder}/lists/partial");
        Directory.CreateDirectory($"{folder}/cache/archives/partial");
        Console.Error.WriteLine("fetching Debian's package lists …");
        Run("apt-get", [.. _options, "update", "--quiet"], passOnWarnings: true); // it ends with 0 where single lists are missing
        if (Files("Translations").Length == 0)
            throw new TextsException($"{folder}: apt-get update brought no descriptions. Expected a Debian system with a source of packages.");
    }

    /// <summary>The releases that the lists are of, with the dates of their indexes.</summary>
    public IEnumerable<string> Releases()
    {
        foreach (var file in Directory.EnumerateFiles($"{folder}/lists", "*Release").Order(StringComparer.Ordinal))
        {
            var fields = File.ReadLines(file).Where(line => line.Contains(": ", StringComparison.Ordinal))
                .Select(line => line.Split(": ", 2)).DistinctBy(field => field[0]).ToDictionary(field => field[0], field => field[1]);
            if (fields.GetValueOrDefault("Origin") == "Debian")
                yield return $"{fields["Label"]}, suite {fields["Suite"]} ({fields["Codename"]}), index of {fields["Date"]}";
        }
    }

    /// <summary>The stanzas of all lists of a kind: <c>Packages</c>, or <c>Translations</c> for descriptions.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Stanzas(string kind)
    {
        foreach (var file in Files(kind))
        {
            var stanza = new Dictionary<string, string>(StringComparer.Ordinal);
            var field = "";
            foreach (var line in Run(Helper, [.. _options, "cat-file", file]).Split('\n'))
            {
                if (line.Length == 0)
                {
                    if (stanza.Count > 0)
                        yield return stanza;
                    stanza = new Dictionary<string, string>(StringComparer.Ordinal);
                }
                else if (line[0] is ' ' or '\t')
                {
                    stanza[field] += "\n" + line[1..];
                }
                else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                {
                    field = line[..colon];
                    stanza[field] = line[(colon + 1)..].Trim();
                }
            }
        }
    }

    /// <summary>The lists of a kind, of Debian's own sources.</summary>
    private string[] Files(string kind) =>
    [
        .. Run("apt-get", [.. _options, "indextargets", "--format", "$(FILENAME)", $"Created-By: {kind}", "Origin: Debian"])
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(File.Exists).Order(StringComparer.Ordinal),
    ];

    private static string Run(string program, string[] arguments, bool passOnWarnings = false)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var problems = error.Result.Trim();
            if (process.ExitCode != 0)
                throw new TextsException(
                    $"{program} ended with {process.ExitCode}: {problems}. Expected Debian's package lists; try again later.");
            if (passOnWarnings && problems.Length > 0)
                Console.Error.WriteLine(problems);
            return output;
        }
        catch (Win32Exception)
        {
            throw new TextsException($"No program {program}. The descriptions come from Debian's package lists: run this on Debian.");
        }
    }
}
