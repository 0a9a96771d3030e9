using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;

namespace Tercet.Cli.Commands;

/// <summary>What <c>part</c> and <c>merge</c> share.</summary>
internal static class SharedPartOptions
{
    public static readonly Option<InputVerification> Verify = OptionFactory.OfEnum(
        "--verify",
        "How to make sure that inputs are those of the plan: not at all, by size and time (a file of another time is hashed), or "
        + "by hashing every file. Tables are compared always.", InputVerification.Size);

    public static readonly Option<bool> Quiet = OptionFactory.Switch("--quiet", "Print errors only, and the summary where --json is given.");

    public static readonly Option<bool> Json = OptionFactory.Switch("--json", "Print the summary as JSON.");

    public static readonly Option<int> Threads = OptionFactory.Number(
        "--threads", "N", "Degree of parallelism, 1 or more; the result does not depend on it.", Environment.ProcessorCount);

    public static int ReadThreads(ParseResult parsed) => parsed.GetValue(Threads) is >= 1 and var threads
        ? threads
        : throw new UsageException(FormattableString.Invariant($"--threads is {parsed.GetValue(Threads)}; expected 1 or more."));

    /// <summary>Whether a folder holds the result of a plan, and the plan no longer.</summary>
    public static bool IsMerged(string run)
    {
        RunFolder.Recover(run);
        bool Has(string file) => File.Exists(Path.Combine(run, file));
        return !Has(RunPlan.FileName) && (Has(RunFolder.ManifestName) || Has(EmbeddingRecord.FileName));
    }
}
