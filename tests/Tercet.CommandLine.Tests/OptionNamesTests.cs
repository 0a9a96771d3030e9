using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;

namespace Tercet.CommandLine.Tests;

public class OptionNamesTests
{
    private static readonly Command Command = Create();

    [Theory]
    [InlineData("`TestRatio` is 2; expected a fraction.", "--test-ratio is 2; expected a fraction.")]
    [InlineData("`ClassesPerBatch` is 1.", "--classes-per-batch is 1.")]
    [InlineData("`MaxDegreeOfParallelism` is 0.", "--threads is 0.")]
    [InlineData("`TripletsPerEpoch` is 0.", "--triplets is 0.")]
    [InlineData("`GroupSize` is 9; expected 2 to `ClassesPerBatch`, 5.",
        "--group-size is 9; expected 2 to --classes-per-batch, 5.")]
    [InlineData("replace that run (`Overwrite`).", "replace that run (--force).")]
    [InlineData("replace that run (`Overwrite` = true).", "replace that run (--force).")]
    [InlineData("skip these items (`OnBadImage` = Skip).", "skip these items (--on-bad-image skip).")]
    [InlineData("Set `TestRatio` = 0.25.", "Set --test-ratio 0.25.")]
    [InlineData("`PositiveStrategy` = Nearest", "--positive-strategy nearest")]
    [InlineData("name it with `FileColumn`, `ClassColumn`.", "name it with --file-column, --class-column.")]
    [InlineData("Turn it off (`Cache` = null).", "Turn it off (--no-cache).")]
    [InlineData("`Weights` is null.", "Weights is null.")]
    [InlineData("nothing to translate", "nothing to translate")]
    public void Properties_become_options(string message, string expected) =>
        Assert.Equal(expected, OptionNames.Translate(message, Command));

    [Theory]
    [InlineData(typeof(TripletOptions), "Schedule", "Bounds")]
    [InlineData(typeof(NegativeBounds))]
    [InlineData(typeof(PairsFileOptions))]
    [InlineData(typeof(TextTableOptions), "RequireTexts")]
    [InlineData(typeof(BatchOptions), "Schedule")]
    [InlineData(typeof(HardnessSchedule))]
    [InlineData(typeof(SplitChoice), "By", "Column")]
    [InlineData(typeof(Vision.ImageEmbedderOptions))]
    [InlineData(typeof(ItemTableOptions), "RequireFiles", "RequireClasses", "UniqueFiles", "RequireTexts")]
    public void Every_property_of_the_options_has_an_option(Type type, params string[] others)
    {
        foreach (var property in type.GetProperties().Where(property => property.CanWrite && !others.Contains(property.Name)))
            Assert.StartsWith("--", OptionNames.Translate($"`{property.Name}`", Command), StringComparison.Ordinal);
    }

    private static GroupedCommand Create()
    {
        var (data, images, sequence, output) =
            (new DataOptions(), new ImageOptions(), new SequenceOptions(new TripletOptions()),
                new OutputOptions("run", "folder"));
        var command = new GroupedCommand("mine", "Mine.") { Examples = [] };
        command.AddGroup("Data", [.. data.Sources, .. data.Filters, .. images.All]);
        command.AddGroup("Sequence", [.. sequence.Length, .. sequence.HeldOut, .. sequence.Batches, .. sequence.Hardness]);
        command.AddGroup("Candidates", [sequence.Positive, sequence.Distance, .. sequence.Candidates]);
        command.AddGroup("Retrieval", [.. new NegativeOptions().All, .. new PairOptions().All, new Option<string>("--text-column")]);
        command.AddGroup("Others", [sequence.Seed, sequence.Threads, .. output.Others]);
        command.Add(new Option<int>("--test-triplets"));
        command.Add(new Option<int>("--test-batches"));
        return command;
    }
}
