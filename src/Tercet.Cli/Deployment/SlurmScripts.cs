using static System.FormattableString;

namespace Tercet.Cli.Deployment;

/// <summary>Composes the batch scripts of a <see cref="SlurmJob"/>.</summary>
internal static class SlurmScripts
{
    /// <summary>How often a task is started again after a fault that may pass.</summary>
    private const int MaxRestarts = 5;

    /// <summary>Composes both scripts.</summary>
    /// <param name="job">The job.</param>
    /// <returns>Their paths and contents.</returns>
    public static IReadOnlyList<(string Path, string Content)> Compose(SlurmJob job) =>
        [(job.PartsScript, ComposeParts(job)), (job.MergeScript, ComposeMerge(job))];

    private static string ComposeParts(SlurmJob job)
    {
        var running = job.MaxRunning is { } most ? Invariant($"%{most}") : "";
        return $$"""
            #!/bin/bash
            # Makes the {{job.Parts}} parts of a run. Parts that are done are skipped: submit this again while parts are missing.
            # 'tercet slurm RUN' prints the command that submits this and merge.sbatch. Change here what your cluster needs, such as
            # modules to load.
            #SBATCH --job-name=tercet-parts
            #SBATCH --array=0-{{job.Tasks - 1}}{{running}}
            {{Directives(job, job.Time, "parts-%a.txt")}}
            {{Variables(job)}}
            parts={{job.Parts}}
            tasks={{job.Tasks}}
            job=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID

            {{Functions}}
            announce "task $SLURM_ARRAY_TASK_ID"
            # Task i makes parts i, i + tasks, i + 2 tasks, ...
            for ((part = SLURM_ARRAY_TASK_ID; part < parts; part += tasks)); do
                "${tercet[@]}" part "$run" "$part" --threads "$SLURM_CPUS_PER_TASK" || give_up $?
            done

            """;
    }

    private static string ComposeMerge(SlurmJob job) => $$"""
        #!/bin/bash
        # Merges the parts of a run, once parts.sbatch has made all of them.
        # Change here what your cluster needs, such as modules to load.
        #SBATCH --job-name=tercet-merge
        {{Directives(job, job.MergeTime, "merge.txt")}}
        {{Variables(job)}}
        job=$SLURM_JOB_ID

        {{Functions}}
        announce merge
        "${tercet[@]}" merge "$run" --threads "$SLURM_CPUS_PER_TASK" || give_up $?

        """;

    private static string Directives(SlurmJob job, string? time, string log)
    {
        var lines = new List<string> { Invariant($"cpus-per-task={job.Cpus}") };
        if (job.Memory is not null)
            lines.Add($"mem={job.Memory}");
        if (time is not null)
            lines.Add($"time={time}");
        if (job.Partition is not null)
            lines.Add($"partition={Shell.QuoteForSbatch(job.Partition)}");
        if (job.Account is not null)
            lines.Add($"account={Shell.QuoteForSbatch(job.Account)}");
        var folder = job.Folder.Replace("%", "%%", StringComparison.Ordinal); // --output is a pattern
        lines.Add($"chdir={Shell.QuoteForSbatch(job.WorkingFolder)}");
        lines.Add($"output={Shell.QuoteForSbatch(Path.Combine(folder, log))}");
        lines.Add("open-mode=append");
        lines.Add("requeue");
        return string.Join('\n', lines.Select(line => $"#SBATCH --{line}"));
    }

    private static string Variables(SlurmJob job) => $"""

        # How to call tercet, on every node.
        tercet=({string.Join(' ', job.Tool.Select(Shell.Quote))})
        run={Shell.Quote(job.Run)}
        """;

    private static readonly string Functions = $$"""
        announce() {
            echo "$(date '+%F %T') $1 on ${SLURMD_NODENAME:-$(hostname)}, restarts: ${SLURM_RESTART_COUNT:-0}"
        }

        # Some faults may pass: exit code 75 (the disk is full, a file server does not answer, parts are missing), and codes above
        # 128, which are those of signals (137: killed, often for lack of memory; 130: interrupted). Slurm is asked to start this
        # task again, later and on any node, until it was restarted {{MaxRestarts}} times. Other faults would come again, such as wrong
        # usage (2) and bad input (65): the task fails at once.
        give_up() {
            echo "tercet ended with exit code $1."
            if (($1 == 75 || $1 > 128)) && ((${SLURM_RESTART_COUNT:-0} < {{MaxRestarts}})); then
                scontrol requeue "$job" && echo "Slurm starts this task again."
            fi
            exit "$1"
        }

        """;
}
