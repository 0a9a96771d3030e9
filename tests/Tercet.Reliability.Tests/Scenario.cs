using System.Security.Cryptography;
using System.Text;

namespace Tercet.Reliability.Tests;

/// <summary>A command that writes, and what may be found after it was disturbed.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Assembly">The tool.</param>
/// <param name="Arguments">Its arguments; <c>OUT</c> stands for the target.</param>
/// <param name="Before">Arguments of the command that made what the target holds before; null for nothing.</param>
internal sealed record Scenario(string Name, string Assembly, string[] Arguments, string[]? Before = null)
{
    /// <summary>Whether the command commits more than once, so that a part of its work may be kept and is resumed.</summary>
    public bool InSteps { get; init; }

    /// <summary>Whether the command makes a plan or parts, which are kept, and is repeated as it is.</summary>
    public bool InParts { get; init; }

    /// <summary>More commands that make what the target holds before.</summary>
    public string[][] Setup { get; init; } = [];

    /// <summary>The extension of the target, where that is a file.</summary>
    public string Extension { get; init; } = "";

    /// <summary>Makes a target as it is before the command.</summary>
    public void Prepare(string target)
    {
        if (Before is not null)
            Require(target, Before);
        foreach (var command in Setup)
            Require(target, command);
    }

    /// <summary>Runs the command, which must succeed; where it commits in steps and the first was done, to resume.</summary>
    public void Repeat(string target)
    {
        if (InSteps && Directory.Exists(target))
            RunFolder.Recover(target);
        var resume = InSteps && File.Exists(Path.Combine(target, RecordName));
        Require(target, resume ? [.. Arguments.Where(argument => argument != "--force"), "--resume"] : Arguments);
    }

    /// <summary>The command line for a target.</summary>
    public string[] For(string target, string[] arguments) =>
        [Assembly, .. arguments.Select(argument => argument.Replace("OUT", target, StringComparison.Ordinal))];

    /// <summary>
    /// What a target holds for a reader: files by name with their content's hash, without times and what is unfinished.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Read(string target) => Read(target, target);

    private static Dictionary<string, string> Read(string target, string named)
    {
        if (Directory.Exists(target))
            RunFolder.Recover(target);
        else if (!File.Exists(target))
            return [];
        var files = File.Exists(target) ? [target] : Directory.GetFiles(target, "*", SearchOption.AllDirectories);
        return files.Where(file => !file.Contains(DurableFile.PartialSuffix, StringComparison.Ordinal)
                && !file.Contains("tfevents", StringComparison.Ordinal))
            .ToDictionary(
                file => File.Exists(target) ? "" : Path.GetRelativePath(target, file),
                file => Convert.ToHexString(SHA256.HashData(Encoding.Latin1.GetBytes(
                    Encoding.Latin1.GetString(Content(file)).Replace(named, "OUT", StringComparison.Ordinal)))));
    }

    /// <summary>The bytes of a file; of a plan those that do not depend on the machine's speed.</summary>
    private static byte[] Content(string file) => Path.GetFileName(file) == RunPlan.FileName
        ? (RunPlan.ReadFile(file) with { Expected = null }).ToJson()
        : File.ReadAllBytes(file);

    /// <summary>What a target holds for a reader, found out without changing it.</summary>
    public static IReadOnlyDictionary<string, string> ReadCopy(string target, string copy)
    {
        if (File.Exists(target))
            return Read(target);
        foreach (var file in Directory.Exists(target) ? Directory.GetFiles(target, "*", SearchOption.AllDirectories) : [])
        {
            var to = Path.Combine(copy, Path.GetRelativePath(target, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return Read(copy, target);
    }

    /// <summary>
    /// Whether a part of the work was kept as a whole: as many epochs in the table as there are checkpoints; or parts, beside what
    /// was there before.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="found">What it holds.</param>
    /// <param name="before">What it held before.</param>
    public bool IsWholePart(string target, IReadOnlyDictionary<string, string> found, IReadOnlyDictionary<string, string> before)
    {
        if (InParts)
            return WithoutParts(found).OrderBy(file => file.Key).SequenceEqual(WithoutParts(before).OrderBy(file => file.Key));
        if (!InSteps || !File.Exists(Path.Combine(target, RecordName)))
            return false;
        var checkpoints = Path.Combine(target, "checkpoints");
        if (!Directory.Exists(checkpoints))
            return true;
        return File.ReadLines(Path.Combine(target, "epochs.csv")).Count() - 1 == Directory.GetFiles(checkpoints).Length;
    }

    /// <summary>Files without a plan, its parts, and notes on parts that failed.</summary>
    private static Dictionary<string, string> WithoutParts(IReadOnlyDictionary<string, string> files) => files.Where(
        file => file.Key != RunPlan.FileName && Path.GetDirectoryName(file.Key) != PartsFolder.Name).ToDictionary();

    private string RecordName => Arguments[0] == "train" ? "training.json" : "comparison.json";

    private void Require(string target, string[] arguments)
    {
        var (exit, error) = FaultInjection.Run(Path.GetDirectoryName(target)!, For(target, arguments));
        Assert.True(exit == 0, $"{Name}: '{string.Join(' ', arguments)}' ended with {exit}: {error}");
    }
}
