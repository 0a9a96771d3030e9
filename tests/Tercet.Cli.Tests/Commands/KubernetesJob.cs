using System.Text;
using System.Text.Json.Nodes;

namespace Tercet.Cli.Tests.Commands;

/// <summary>
/// Runs the containers of a Job here, in order, as Kubernetes decides it: which command, which folder and variables, what an exit
/// code leads to. The volume is a folder that has the same path here.
/// </summary>
/// <param name="path">The YAML file.</param>
/// <param name="programs">The folder that stands for those on the image's PATH.</param>
internal sealed class KubernetesJob(string path, string programs)
{
    private readonly JsonNode _spec = KubernetesYaml.Read(path)["spec"]!;

    /// <summary>A container that was run, or a pod that was lost before.</summary>
    /// <param name="Index">Null for a Job without indexes.</param>
    /// <param name="ExitCode">Null for a lost pod.</param>
    /// <param name="Error">What it printed to standard error.</param>
    public sealed record Attempt(int? Index, int? ExitCode, string Error);

    /// <summary>Every container, in the order in which they ended.</summary>
    public List<Attempt> Attempts { get; } = [];

    /// <summary>Why the Job failed; null where it is complete or was not run.</summary>
    public string? Failure { get; private set; }

    /// <summary>The indexes whose node is lost when they are first tried.</summary>
    public HashSet<int> Lost { get; init; } = [];

    private JsonNode Pod => _spec["template"]!["spec"]!;

    private JsonNode Container => Assert.Single(Pod["containers"]!.AsArray())!;

    /// <summary>Runs the Job.</summary>
    /// <returns>Whether it is complete.</returns>
    public bool Run()
    {
        var isIndexed = (string?)_spec["completionMode"] == "Indexed";
        var waiting = new Queue<int?>(isIndexed ? Enumerable.Range(0, (int)_spec["completions"]!).Select(i => (int?)i) : [null]);
        var limit = (int)_spec[isIndexed ? "backoffLimitPerIndex" : "backoffLimit"]!;
        var (failures, failed) = (new Dictionary<int, int>(), 0);
        while (waiting.TryDequeue(out var index))
        {
            var attempt = index is { } i && Lost.Remove(i) ? new Attempt(i, null, "") : Start(index);
            Attempts.Add(attempt);
            if (attempt.ExitCode == 0)
                continue;
            var action = Decide(attempt);
            if (action == "FailJob")
                return Fail($"exit code {attempt.ExitCode} of index {index}");
            var count = failures[index ?? 0] = failures.GetValueOrDefault(index ?? 0) + (action == "Ignore" ? 0 : 1);
            if (action != "FailIndex" && count <= limit)
                waiting.Enqueue(index);
            else if (!isIndexed)
                return Fail("backoffLimit");
            else if (++failed > (int)_spec["maxFailedIndexes"]!)
                return Fail("maxFailedIndexes");
        }
        return failed == 0 || Fail("failed indexes");
    }

    /// <summary>Replaces variables in a part of a command: those that are not known stay, and $$ is a $.</summary>
    public static string Expand(string text, Dictionary<string, string> variables)
    {
        var expanded = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var end = text.IndexOf(')', i);
            if (text[i] != '$' || i + 1 == text.Length)
                expanded.Append(text[i]);
            else if (text[i + 1] == '$')
                expanded.Append(text[i++]);
            else if (text[i + 1] != '(' || end < 0 || !variables.TryGetValue(text[(i + 2)..end], out var value))
                expanded.Append(text[i]);
            else
                (_, i) = (expanded.Append(value), end);
        }
        return expanded.ToString();
    }

    private bool Fail(string reason)
    {
        Failure = reason;
        return false;
    }

    /// <summary>What the first rule that matches says; where none does, a failure is counted.</summary>
    private string Decide(Attempt attempt)
    {
        foreach (var rule in _spec["podFailurePolicy"]!["rules"]!.AsArray())
        {
            if (rule!["onExitCodes"] is { } codes && attempt.ExitCode is { } code)
            {
                Assert.Equal((string?)Container["name"], (string?)codes["containerName"]);
                var isListed = codes["values"]!.AsArray().Any(value => (int)value! == code);
                if (isListed == ((string?)codes["operator"] == "In"))
                    return (string)rule["action"]!;
            }
            if (attempt.ExitCode is null && rule["onPodConditions"] is JsonArray conditions && conditions.Any(
                condition => ((string?)condition!["type"], (string?)condition["status"]) == ("DisruptionTarget", "True")))
                return (string)rule["action"]!;
        }
        return "Count";
    }

    private Attempt Start(int? index)
    {
        var variables = index is { } i ? new Dictionary<string, string> { ["JOB_COMPLETION_INDEX"] = $"{i}" } : [];
        var command = Container["command"]!.AsArray().Select(part => Expand((string)part!, variables)).ToArray();
        var folder = (string)Container["workingDir"]!;
        var mount = (string)Container["volumeMounts"]![0]!["mountPath"]!;
        Assert.StartsWith(mount, folder, StringComparison.Ordinal);
        var tool = Tool.RunProgramIn(
            folder, [.. variables.Select(pair => (pair.Key, pair.Value))], Path.Combine(programs, command[0]), command[1..]);
        return new Attempt(index, tool.ExitCode, tool.Error);
    }
}
