using Tercet.Cli.Tests.Commands;

namespace Tercet.Cli.Tests.Parts;

/// <summary>Plans, runs and folders: what is resumed, what is refused, what is replaced.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly PlannedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("--triplets 700")]
    [InlineData("--mine batches --classes-per-batch 8 --epochs 3 --format csv")]
    public void A_run_is_resumed_where_it_was_and_once_more_does_nothing(string options)
    {
        var arguments = options.Split(' ');
        PlannedRun.Require(_run.Plan([.. arguments, "--parts", "3"]));
        PlannedRun.Require(_run.Part(1));
        var time = File.GetLastWriteTimeUtc(_run.FileOf(1));
        PlannedRun.Require(Resume(arguments));
        var manifest = File.GetLastWriteTimeUtc(Path.Combine(_run.Folder, "manifest.json"));
        PlannedRun.Require(Resume(arguments));
        PlannedRun.Require(Resume([.. arguments, "--force"]));
        Assert.Equal(manifest, File.GetLastWriteTimeUtc(Path.Combine(_run.Folder, "manifest.json")));
        Assert.NotEqual(time, manifest);
        _run.RequireWhole(arguments);
    }

    [Fact]
    public void A_run_of_other_options_is_not_resumed_but_replaced_where_that_is_wanted()
    {
        PlannedRun.Require(Resume("--triplets", "700"));
        var other = Resume("--triplets", "701");
        Assert.Equal(65, other.ExitCode);
        Assert.Contains("already holds a run", other.Error, StringComparison.Ordinal);
        PlannedRun.Require(Resume("--triplets", "701", "--force"));
        _run.RequireWhole("--triplets", "701");
    }

    [Fact]
    public void A_plan_is_kept_where_it_is_the_same_and_refused_or_replaced_where_it_is_not()
    {
        PlannedRun.Require(_run.Plan("--triplets", "700", "--parts", "3"));
        PlannedRun.Require(_run.Part(1));
        var plan = File.ReadAllBytes(Path.Combine(_run.Folder, "plan.json"));
        PlannedRun.Require(_run.Plan("--triplets", "700", "--parts", "3"));
        Assert.Equal(plan, File.ReadAllBytes(Path.Combine(_run.Folder, "plan.json")));
        foreach (var (options, what) in new[]
        {
            ("--triplets 700 --parts 4", "it has 3 parts"), ("--triplets 701 --parts 3", "its command line is: mine "),
        })
        {
            var other = _run.Plan(options.Split(' '));
            Assert.Equal(65, other.ExitCode);
            Assert.Contains($"the folder holds another plan (plan.json): {what}", other.Error, StringComparison.Ordinal);
            Assert.Contains("(--force)", other.Error, StringComparison.Ordinal);
        }
        Assert.True(File.Exists(_run.FileOf(1)));
        PlannedRun.Require(_run.Plan("--triplets", "701", "--parts", "3", "--force"));
        Assert.False(File.Exists(_run.FileOf(1)));
    }

    [Fact]
    public void A_run_is_whole_until_the_parts_that_replace_it_are_merged()
    {
        PlannedRun.Require(Tool.Run(["mine", .. _run.Options, "--triplets", "300", "--quiet", "--out", _run.Folder]));
        var old = File.ReadAllBytes(Path.Combine(_run.Folder, "train.parquet"));
        var refused = _run.Plan("--triplets", "700", "--parts", "2");
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("already holds a run", refused.Error, StringComparison.Ordinal);
        PlannedRun.Require(_run.Plan("--triplets", "700", "--parts", "2", "--force"));
        PlannedRun.Require(_run.Part(0));
        PlannedRun.Require(_run.Part(1));
        Assert.Equal(old, File.ReadAllBytes(Path.Combine(_run.Folder, "train.parquet")));
        PlannedRun.Require(_run.Merge("--quiet"));
        _run.RequireWhole("--triplets", "700");
    }

    [Fact]
    public void A_folder_with_a_plan_is_not_mined_into_unless_it_is_to_be_replaced()
    {
        PlannedRun.Require(_run.Plan("--triplets", "700", "--parts", "2"));
        PlannedRun.Require(_run.Part(0));
        string[] mine = ["mine", .. _run.Options, "--triplets", "400", "--quiet", "--out", _run.Folder];
        var refused = Tool.Run(mine);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("the folder holds the plan of a run in parts (plan.json)", refused.Error, StringComparison.Ordinal);
        PlannedRun.Require(Tool.Run([.. mine, "--force"]));
        _run.RequireWhole("--triplets", "400");
    }

    [Fact]
    public void Images_are_resumed_too()
    {
        CommandLine.Data.DemoSet.Unpack(_run["demo"]);
        _run.Options =
        [
            "--data", _run["demo/items.csv"], "--catalog", _run["demo/catalog.csv"], "--images", _run["demo/images"], "--encoder", "pixels", "--no-cache",
        ];
        PlannedRun.Require(Resume("--triplets", "300"));
        PlannedRun.Require(Resume("--triplets", "300"));
        _run.RequireWhole("--triplets", "300");
    }

    private Tool Resume(params string[] options) =>
        Tool.Run(["mine", .. _run.Options, .. options, "--quiet", "--resume", "--out", _run.Folder]);
}
