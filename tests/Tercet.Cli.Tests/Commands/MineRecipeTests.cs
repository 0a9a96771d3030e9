using System.Text.Json;

namespace Tercet.Cli.Tests.Commands;

public sealed class MineRecipeTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "relative", "constant", 1, 0.5, null)]
    [InlineData("--recipe semi-hard", "relative", "constant", 1, 0.5, null)]
    [InlineData("--recipe original", "range", "sigmoid growth=3", 10, 0.85, null)]
    [InlineData("--recipe original --cap 0.7 --cycles 2 --order shuffled", "range", "sigmoid growth=3", 2, 0.7, "shuffled")]
    [InlineData("--recipe softening", "relative", "sigmoid growth=3", 1, 0.75, "reversed")]
    [InlineData("--curve linear", "range", "linear", 10, 0.85, null)] // a schedule of one's own starts from the original's
    [InlineData("--cap 0.7", "range", "sigmoid growth=3", 10, 0.7, null)]
    [InlineData("--mine batches --classes-per-batch 8", "hardest", "sigmoid growth=3", 10, 0.85, null)]
    [InlineData("--mine batches --classes-per-batch 8 --recipe sequenced", "log-rank", "sigmoid growth=3", 1, 1.0, null)]
    public void A_recipe_sets_selector_and_schedule(
        string options, string selector, string curve, int cycles, double cap, string? order)
    {
        var manifest = Mine([.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var mined = manifest.GetProperty("options");
        Assert.Equal(
            (selector, curve, cycles, cap),
            (mined.GetProperty("selector").GetString(), mined.GetProperty("curve").GetString(),
                mined.GetProperty("cycles").GetInt32(), mined.GetProperty("cap").GetDouble()));
        Assert.Equal(order, mined.TryGetProperty("order", out var value) ? value.GetString() : null);
    }

    [Theory]
    [InlineData("--recipe is 'best'; expected one of semi-hard, softening, hardening, boundary, log-rank, random, original.", "--recipe best")]
    [InlineData("--recipe is 'boundary'; expected one of groups-4, sequenced, hardest, random.", "--recipe boundary --mine batches")]
    [InlineData("--curve has no effect with --recipe, which sets it. Leave out one of them.", "--recipe original --curve linear")]
    [InlineData("--strategy has no effect with --recipe", "--recipe random --strategy hardest")]
    [InlineData("--split column needs --split-column", "--split column")]
    [InlineData("--split-column has no effect with another --split than column.", "--split item --split-column part")]
    [InlineData("--test-ratio has no effect with --split-column.", "--split-column part --test-ratio 0.5")]
    public void What_contradicts_itself_is_refused(string message, string options)
    {
        var tool = Tool.Run(["mine", "--data", "x", .. options.Split(' ')]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_is_written_out_and_can_be_given_back()
    {
        var first = Mine("--test-ratio", "0.5", "--seed", "3");
        var split = File.ReadAllLines(_folder["run/split.csv"]);
        Assert.Equal("row,file,class,part", split[0]);
        Assert.Equal(60, split.Count(line => line.EndsWith(",train", StringComparison.Ordinal) || line.EndsWith(",test", StringComparison.Ordinal)));
        Assert.StartsWith("by-class", first.GetProperty("options").GetProperty("split").GetString(), StringComparison.Ordinal);

        File.Copy(_folder["run/split.csv"], _folder["items.csv"], overwrite: true);
        var again = Mine("--split-column", "part");
        Assert.Equal("column part", again.GetProperty("options").GetProperty("split").GetString());
        Assert.Equal(split, File.ReadAllLines(_folder["run/split.csv"]));
    }

    [Fact]
    public void Groups_on_both_sides_of_a_split_are_reported()
    {
        var arguments = _folder.WriteItems(60, 3, perClass: 3);
        var lines = File.ReadAllLines(_folder["items.csv"]);
        File.WriteAllLines(_folder["items.csv"], lines.Select((line, i) => i == 0 ? line + ",group" : $"{line},g{(i - 1) % 5}"));
        var leaky = Tool.Run([.. arguments, "--group-column", "group", "--triplets", "50", "--out", _folder["run"]]);
        Assert.Equal(0, leaky.ExitCode);
        Assert.Contains(
            "5 groups have items in both training and test split, so that what is tested was partly seen; --split group keeps groups together.",
            leaky.Output, StringComparison.Ordinal);
        var kept = Tool.Run([
            .. arguments, "--group-column", "group", "--split", "group", "--test-ratio", "0.4", "--triplets", "50", "--out", _folder["run"], "--force"]);
        Assert.Equal(0, kept.ExitCode);
        Assert.DoesNotContain("in both training and test split", kept.Output, StringComparison.Ordinal);
    }

    private JsonElement Mine(params string[] options)
    {
        string[] arguments = File.Exists(_folder["items.csv"])
            ? ["mine", "--data", _folder["items.csv"], "--embeddings", _folder["items.npy"]]
            : _folder.WriteItems(60, 3, perClass: 3);
        string[] length = options.Contains("batches") ? [] : ["--triplets", "50"];
        var tool = Tool.Run([.. arguments, .. length, .. options, "--quiet", "--force", "--out", _folder["run"]]);
        Assert.Equal((0, "", ""), (tool.ExitCode, tool.Output, tool.Error));
        return JsonDocument.Parse(File.ReadAllBytes(_folder["run/manifest.json"])).RootElement;
    }
}
