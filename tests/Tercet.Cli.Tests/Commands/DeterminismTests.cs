namespace Tercet.Cli.Tests.Commands;

/// <summary>Files are byte-identical, whatever runs them.</summary>
public sealed class DeterminismTests(InstructionSetRuns runs) : IClassFixture<InstructionSetRuns>, IDisposable
{
    private readonly WorkFolder _folder = new();

    public static TheoryData<string> Cases => [.. InstructionSetRuns.Mined];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Threads_and_instruction_sets_change_no_byte(string options)
    {
        var bySet = runs.FilesOf(options).ToList();
        Assert.Equal(5, bySet.Count);
        Assert.All(bySet, files => Assert.Equal(bySet[0], files));
    }

    [Fact]
    public void The_image_descriptor_is_byte_identical_on_every_instruction_set()
    {
        var bySet = runs.EncodedImageFiles().ToList();
        Assert.Equal(5, bySet.Count);
        Assert.All(bySet, file => Assert.Equal(bySet[0], file));
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
