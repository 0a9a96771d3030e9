namespace Tercet.Cli.Tests.Commands;

/// <summary>Files are byte-identical on any number of threads and any instruction set.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Cases() => new()
    {
        { "scheduled", "range", "euclidean" },
        { "scheduled", "rank", "squared-euclidean" },
        { "scheduled", "log-rank", "cosine" },
        { "scheduled", "relative", "euclidean" },
        { "easiest", "range", "cosine" },
        { "hardest", "range", "euclidean" },
        { "random", "range", "squared-euclidean" },
        { "semi-hard", "range", "cosine" },
        { "distance-weighted", "range", "euclidean" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_and_instruction_sets_change_no_byte(string strategy, string scale, string distance)
    {
        string[] arguments = [.. _folder.WriteItems(400, 37, perClass: 3, unitLength: true),
            "--triplets", "500", "--strategy", strategy, "--scale", scale, "--distance", distance];
        (string, string)[][] environments =
            [[], [("DOTNET_EnableAVX512", "0")], [("DOTNET_EnableAVX2", "0")], [("DOTNET_EnableHWIntrinsic", "0")],
                [("TERCET_KERNEL", "scalar")]];
        string[] threads = ["1", "2", "7", "2", "1"];
        byte[][]? first = null;
        for (var i = 0; i < environments.Length; i++)
        {
            var run = _folder[$"run{i}"];
            var tool = Tool.Run(environments[i], [.. arguments, "--threads", threads[i], "--out", run]);
            Assert.Equal("", tool.Error);
            var files = new[] { "train.parquet", "test.parquet", "manifest.json" }.Select(
                name => File.ReadAllBytes(Path.Combine(run, name))).ToArray();
            first ??= files;
            for (var k = 0; k < files.Length; k++)
                Assert.Equal(first[k], files[k]);
        }
    }

    [Fact]
    public void The_image_descriptor_is_byte_identical_on_every_instruction_set()
    {
        Assert.Equal(0, Tool.Run("demo", "--out", _folder["demo"]).ExitCode);
        var first = File.ReadAllBytes(_folder["demo/run/train.parquet"]);
        Assert.Equal(0, Tool.Run([("DOTNET_EnableHWIntrinsic", "0")], "demo", "--out", _folder["demo"]).ExitCode);
        Assert.Equal(first, File.ReadAllBytes(_folder["demo/run/train.parquet"]));
    }

    [Fact]
    public void Slices_together_are_the_whole()
    {
        string[] arguments = [
            .. _folder.WriteItems(300, 5, perClass: 4), "--epochs", "3", "--triplets", "100", "--format", "csv", "--quiet"];
        string[] Lines(string name, params string[] steps)
        {
            Assert.Equal("", Tool.Run([.. arguments, "--out", _folder[name], .. steps]).Error);
            return File.ReadAllLines(Path.Combine(_folder[name], "train.csv"));
        }

        var whole = Lines("whole");
        var parts = new[] { "0..100", "100..101", "101..300" }.SelectMany(
            (range, i) => Lines($"part{i}", "--steps", range).Skip(1));
        Assert.Equal(whole.Skip(1), parts);
    }
}
