using System.Globalization;
using static System.FormattableString;

namespace Tercet.Cli.Deployment;

/// <summary>What Slurm is asked for, so that a plan's parts are made by an array of tasks, and merged by a job after it.</summary>
internal sealed record SlurmJob
{
    private const double TimeFactor = 3;
    private const double MemoryFactor = 1.5;
    private const int MaxDefaultCpus = 8;
    private const int MinMegabytes = 500;

    private static readonly TimeSpan MinTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinMergeTime = TimeSpan.FromHours(1);

    /// <summary>The run's folder, a full path.</summary>
    public required string Run { get; init; }

    /// <summary>The folder that the plan's relative paths start from, a full path.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>The words that call this tool.</summary>
    public required IReadOnlyList<string> Tool { get; init; }

    /// <summary>Parts of the plan.</summary>
    public required int Parts { get; init; }

    /// <summary>Tasks of the array, at most as many as parts: task i makes parts i, i + tasks, and so on.</summary>
    public required int Tasks { get; init; }

    /// <summary>Processors of a task.</summary>
    public required int Cpus { get; init; }

    /// <summary>Memory of a task as Slurm writes it; null for the partition's default.</summary>
    public string? Memory { get; init; }

    /// <summary>The time limit of a task as Slurm writes it; null for the partition's default.</summary>
    public string? Time { get; init; }

    /// <summary>The time limit of the merge as Slurm writes it; null for the partition's default.</summary>
    public string? MergeTime { get; init; }

    /// <summary>The partition; null for the cluster's default.</summary>
    public string? Partition { get; init; }

    /// <summary>The account; null for the user's default.</summary>
    public string? Account { get; init; }

    /// <summary>Tasks that run at a time; null for as many as the cluster gives.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>The most parts that one task makes.</summary>
    public int PartsPerTask => (Parts + Tasks - 1) / Tasks;

    /// <summary>The folder of the scripts and logs.</summary>
    public string Folder => Path.Combine(Run, "slurm");

    /// <summary>The script that makes the parts.</summary>
    public string PartsScript => Path.Combine(Folder, "parts.sbatch");

    /// <summary>The script that merges them.</summary>
    public string MergeScript => Path.Combine(Folder, "merge.sbatch");

    /// <summary>Processors of a task where none are given: as many as the cost was measured with, within reason.</summary>
    /// <param name="cost">The measured cost; null where there is none.</param>
    public static int DefaultCpus(PlanCost? cost) => Math.Clamp(cost?.Threads ?? 1, 1, MaxDefaultCpus);

    /// <summary>This job with the limits that are not given derived from the measured cost of a part.</summary>
    /// <param name="cost">The measured cost; null leaves them to the partition.</param>
    public SlurmJob WithDefaults(PlanCost? cost)
    {
        if (cost is null)
            return this with { MergeTime = MergeTime ?? Time };
        var seconds = TimeFactor * cost.Seconds * PartsPerTask * Math.Max(1, (double)cost.Threads / Cpus);
        var time = TimeSpan.FromMinutes(Math.Ceiling(Math.Max(seconds, MinTime.TotalSeconds) / 60));
        var megabytes = (long)Math.Ceiling(MemoryFactor * cost.Bytes / 1e8) * 100;
        return this with
        {
            Time = Time ?? Format(time),
            MergeTime = Time ?? Format(time > MinMergeTime ? time : MinMergeTime),
            Memory = Memory ?? Invariant($"{Math.Max(megabytes, MinMegabytes)}M"),
        };
    }

    /// <summary>One line on what a task asks for.</summary>
    public string Describe()
    {
        var cpus = Cpus == 1 ? "1 CPU" : Invariant($"{Cpus} CPUs");
        return $"{cpus}, {(Memory is null ? "the partition's memory" : $"{Memory} of memory")}, "
            + $"{(Time is null ? "the partition's time limit" : $"at most {Time}")}";
    }

    private static string Format(TimeSpan time) => time.Days > 0
        ? time.ToString(@"d\-hh\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
