using System.Text.RegularExpressions;
using Tercet.CommandLine;
using static System.FormattableString;

namespace Tercet.Cli.Deployment;

/// <summary>The two Jobs that run a plan on Kubernetes: one pod per part, and then one that merges.</summary>
internal sealed partial record KubernetesJobs
{
    /// <summary>The limit of Kubernetes for a Job that counts retries per index.</summary>
    public const int MaxParts = 100_000;

    /// <summary>The user of the image, where the one who writes the files is not known or is root.</summary>
    public const uint ImageUser = 65532;

    private const string MergeSuffix = "-merge";

    // A label of 63 characters has to hold the name and the suffix, or the name, a hyphen and an index below 100,000.
    private const int MaxNameLength = 57;

    private const long Mebibyte = 1 << 20;

    /// <summary>The folder of the plan, absolute.</summary>
    public required string Run { get; init; }

    /// <summary>What relative paths of the plan are relative to, absolute.</summary>
    public required string WorkingFolder { get; init; }

    public required int Parts { get; init; }

    /// <summary>Every input, absolute.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>What the largest part is expected to take; null where the plan does not say.</summary>
    public PlanCost? Expected { get; init; }

    public required string Image { get; init; }

    public required string Volume { get; init; }

    /// <summary>The root of the volume, absolute: here and in the pods.</summary>
    public required string Mount { get; init; }

    public required string Name { get; init; }

    public string? Namespace { get; init; }

    /// <summary>Null for the threads that the plan was measured with.</summary>
    public int? Cpus { get; init; }

    /// <summary>Null for the plan's with head room.</summary>
    public string? Memory { get; init; }

    /// <summary>Null for all parts, but at most 100.</summary>
    public int? MaxRunning { get; init; }

    public (uint User, uint Group) User { get; init; } = (ImageUser, ImageUser);

    public string MergeName => Name + MergeSuffix;

    public int Parallelism => Math.Min(MaxRunning ?? 100, Parts);

    /// <summary>How long the parts are expected to take once pods find room; null where the plan does not say.</summary>
    public TimeSpan? ExpectedTime
    {
        get
        {
            if (Expected is not { } part)
                return null;
            var slower = Math.Max(1.0, (double)part.Threads / Threads);
            var rounds = Math.Ceiling((double)Parts / Parallelism);
            return TimeSpan.FromSeconds(Math.Min(part.Seconds * slower * rounds, TimeSpan.FromDays(365).TotalSeconds));
        }
    }

    /// <summary>How long to wait: three times what is expected, and ten minutes for pods to start.</summary>
    public string Timeout => ExpectedTime is { } time ? Invariant($"{Math.Ceiling(time.TotalMinutes * 3) + 10}m") : "24h";

    /// <summary>What kubectl is given to find the Jobs: nothing where they are in its own default namespace.</summary>
    public string InNamespace => Namespace is null ? "" : $" --namespace={Namespace}";

    private int Threads => Cpus ?? Math.Max(1, Expected?.Threads ?? 1);

    /// <summary>A name for the Jobs, from that of the folder: a valid label, whatever the folder is called.</summary>
    /// <param name="folder">The folder of the plan, absolute.</param>
    public static string NameOf(string folder)
    {
        var name = NotInLabels().Replace(Path.GetFileName(folder).ToLowerInvariant(), "-").Trim('-');
        if (!name.StartsWith("tercet", StringComparison.Ordinal))
            name = $"tercet-{name}";
        return name[..Math.Min(MaxNameLength, name.Length)].TrimEnd('-');
    }

    /// <summary>What Kubernetes would refuse, or what would not run there.</summary>
    public void AddFaults(UsageFaults faults)
    {
        if (Parts > MaxParts)
        {
            faults.Add(Invariant(
                $"{Run} has {Parts:N0} parts; expected at most {MaxParts:N0}, the limit of a Job with retries per part. ")
                + "Plan again with fewer --parts.");
        }
        if (!ImageReference().IsMatch(Image))
            faults.Add($"--image is '{Image}'; expected the name of an image, such as registry.example/tercet:0.2.0.");
        if (!Subdomain().IsMatch(Volume) || Volume.Length > 253)
            faults.Add($"--volume is '{Volume}'; expected the name of a PersistentVolumeClaim, such as datasets.");
        if (!Label().IsMatch(Name) || Name.Length > MaxNameLength)
        {
            faults.Add(Invariant($"--name is '{Name}'; expected 1 to {MaxNameLength} of a to z, 0 to 9 and hyphens, with a ")
                + "letter first and no hyphen last.");
        }
        if (Namespace is not null && (!Label().IsMatch(Namespace) || Namespace.Length > 63))
            faults.Add($"--namespace is '{Namespace}'; expected 1 to 63 of a to z, 0 to 9 and hyphens, such as research.");
        if (Cpus < 1)
            faults.Add(Invariant($"--cpus is {Cpus}; expected 1 or more."));
        if (MaxRunning is < 1 or > MaxParts)
            faults.Add(Invariant($"--max-running is {MaxRunning}; expected 1 to {MaxParts:N0}."));
        if (Memory is not null && !Quantity().IsMatch(Memory))
            faults.Add($"--memory is '{Memory}'; expected a number with a unit, Mi, Gi, Ti, M, G or T, such as 4Gi.");
        if (Expected is null && (Cpus is null || Memory is null))
            faults.Add("the plan does not say what a part takes. Give --cpus and --memory.");
        if (Mount is "/" or "/tmp" || Mount.Contains(':', StringComparison.Ordinal))
            faults.Add($"--mount is '{Mount}'; expected a folder below /, but not /tmp, and without a colon, such as /data.");
        else
            AddPathFaults(faults);
    }

    private void AddPathFaults(UsageFaults faults)
    {
        var paths = new[] { ("the plan's folder", Run), ("the folder that it was planned in", WorkingFolder) }
            .Concat(Inputs.Select(path => ("an input", path)));
        foreach (var (what, path) in paths)
        {
            if (!IsInside(path, Mount))
            {
                faults.Add($"{path}, {what}, is outside --mount {Mount}; expected it inside. In the pods there is the volume "
                    + "alone, under the same path as here. Name its folder with --mount, or plan inside it.");
            }
            else if (LinkThatLeaves(path) is var (link, target))
            {
                faults.Add($"{link} is a link to {target}, outside --mount {Mount}; expected {what} inside. Plan in a folder "
                    + "without such links.");
            }
        }
    }

    private (string Link, string Target)? LinkThatLeaves(string path)
    {
        for (var folder = path; folder != Mount && IsInside(folder, Mount); folder = Path.GetDirectoryName(folder)!)
        {
            if (new FileInfo(folder) is { LinkTarget: not null } link && link.ResolveLinkTarget(true) is { } target
                && !IsInside(target.FullName, Mount))
                return (folder, target.FullName);
        }
        return null;
    }

    private static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInLabels();

    [GeneratedRegex(@"\A[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/:@-]*\z")]
    private static partial Regex ImageReference();

    [GeneratedRegex(@"\A(?!0+(\.0*)?[A-Z])[0-9]+(\.[0-9]+)?([MGT]i?)\z")]
    private static partial Regex Quantity();
}
