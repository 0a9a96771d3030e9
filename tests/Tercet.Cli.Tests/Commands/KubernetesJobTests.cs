using Tercet.Cli.Deployment;

namespace Tercet.Cli.Tests.Commands;

/// <summary>What becomes of exit codes and lost nodes by the Jobs as written; a script stands for the tool.</summary>
public sealed class KubernetesJobTests : IDisposable
{
    private const int Parts = 12;

    private readonly WorkFolder _folder = new();

    public KubernetesJobTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of Linux.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_part_is_run_once_where_all_is_well()
    {
        var job = OfParts();
        Assert.True(job.Run());
        Assert.Equal(Enumerable.Range(0, Parts).Select(i => (int?)i), job.Attempts.Select(attempt => attempt.Index));
    }

    [Theory]
    [InlineData(75)]
    [InlineData(74)]
    [InlineData(130)]
    [InlineData(137)] // out of memory
    [InlineData(1)]
    public void A_failure_that_may_pass_is_retried(int code)
    {
        var job = OfParts((2, [code, code, code, 0]), (5, [code, 0]));
        Assert.True(job.Run());
        Assert.Equal([code, code, code, 0], Codes(job, 2));
        Assert.Equal([code, 0], Codes(job, 5));
    }

    [Theory]
    [InlineData(65)]
    [InlineData(2)]
    public void Bad_input_and_wrong_usage_end_the_Job_at_once(int code)
    {
        var job = OfParts((2, [75, 0]), (4, [code]));
        Assert.False(job.Run());
        Assert.Equal($"exit code {code} of index 4", job.Failure);
        Assert.Equal(5, job.Attempts.Count); // parts 0 to 4, and no second try
    }

    [Fact]
    public void A_part_that_fails_four_times_is_given_up_and_the_others_are_mined()
    {
        var job = OfParts((0, [75, 75, 75, 75]), (7, [74, 75, 74, 1]));
        Assert.False(job.Run());
        Assert.Equal("failed indexes", job.Failure);
        Assert.Equal(Parts - 2 + 4 + 4, job.Attempts.Count);
    }

    [Fact]
    public void Where_more_than_a_tenth_of_the_parts_fail_the_Job_ends()
    {
        var job = OfParts([.. Enumerable.Range(0, Parts).Select(i => (i, new[] { 74, 74, 74, 74 }))]);
        Assert.False(job.Run());
        Assert.Equal("maxFailedIndexes", job.Failure);
    }

    [Fact]
    public void A_lost_node_is_no_failure_of_the_part()
    {
        var job = OfParts((3, [75, 75, 75, 0]));
        job.Lost.UnionWith([3, 4]);
        Assert.True(job.Run());
        Assert.Equal([null, 75, 75, 75, 0], Codes(job, 3));
        Assert.Equal([null, 0], Codes(job, 4));
    }

    [Theory]
    [InlineData(true, null, 0)]
    [InlineData(true, null, 75, 75, 75, 0)]
    [InlineData(false, "backoffLimit", 75, 75, 75, 75)]
    [InlineData(false, "exit code 65 of index ", 65)]
    public void The_merge_is_retried_unless_its_input_is_bad(bool isComplete, string? failure, params int[] codes)
    {
        var job = Write(Jobs.MergeYaml(), [("merge", codes)]);
        Assert.Equal((isComplete, failure), (job.Run(), job.Failure));
        Assert.Equal(codes, job.Attempts.Select(attempt => attempt.ExitCode ?? -1));
    }

    private KubernetesJobs Jobs => KubernetesJobsTests.Example with
    {
        Run = _folder["my run $(HOME)"],
        WorkingFolder = _folder["."],
        Mount = _folder["."],
        Parts = Parts,
    };

    private KubernetesJob OfParts(params (int Part, int[] Codes)[] failures) =>
        Write(Jobs.PartsYaml(), [.. failures.Select(failure => ($"{failure.Part}", failure.Codes))]);

    /// <summary>A Job whose tool ends with the next of the codes that are left for its part; 0 where there are none.</summary>
    private KubernetesJob Write(string yaml, (string Name, int[] Codes)[] failures)
    {
        foreach (var (name, codes) in failures)
            _folder.Write($"codes/{name}", string.Concat(codes.Select(code => $"{code}\n")));
        var tool = _folder.Write("bin/tercet", $"""
            #!/bin/sh
            [ "$2" = '{_folder["my run $(HOME)"]}' ] || exit 99
            codes='{_folder["codes"]}'/merge
            [ "$1" = merge ] || codes='{_folder["codes"]}'/$3
            [ "$1" = merge ] || [ "$3" = "$JOB_COMPLETION_INDEX" ] || exit 98
            [ -s "$codes" ] || exit 0
            code=$(head -n 1 "$codes")
            sed -i 1d "$codes"
            exit "$code"

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new KubernetesJob(_folder.Write("job.yaml", yaml), Path.GetDirectoryName(tool)!);
    }

    private static IEnumerable<int?> Codes(KubernetesJob job, int part) =>
        job.Attempts.Where(attempt => attempt.Index == part).Select(attempt => attempt.ExitCode);
}
