using System.Text.Json;
using Tercet.Cli.Tests.Commands;

namespace Tercet.Train.Tests.Commands;

/// <summary>
/// <c>tercet train --mine batches</c> and <c>tercet compare</c> with losses that select negatives within the batch.
/// </summary>
public sealed class BatchTrainingCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--loss", "nt-xent", "--temperature", "0.2")]
    [InlineData("--loss", "nt-xent", "--adaptive", "0.3", "--last-batch", "fill")]
    [InlineData("--loss", "batch-hard", "--strategy", "random", "--soft-margin", "--batches", "2")]
    [InlineData("--group-size", "3", "--last-batch", "drop")]
    public void A_resumed_training_run_is_byte_identical(params string[] options)
    {
        string[] arguments = [.. Train(), "--threads", "1", "--quiet", .. options];
        Run([.. arguments, "--out", _folder["whole"]]);
        foreach (var name in new[] { "training.json", "checkpoints/epoch-0001.safetensors" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"part/{name}"])!);
            File.Copy(_folder[$"whole/{name}"], _folder[$"part/{name}"]);
        }
        Run([.. arguments, "--out", _folder["part"], "--resume"]);
        Assert.Equal(_folder.Files("whole"), _folder.Files("part"));
        foreach (var name in _folder.Files("whole").Where(name => !name.StartsWith("tensorboard", StringComparison.Ordinal)))
            Assert.Equal(File.ReadAllBytes(_folder[$"whole/{name}"]), File.ReadAllBytes(_folder[$"part/{name}"]));
    }

    [Fact]
    public void The_record_has_the_options_of_batches_and_none_of_triplets()
    {
        var tool = Tool.Run([
            .. Train(), "--loss", "nt-xent", "--temperature", "0.2", "--group-size", "4", "--out", _folder["run"]]);
        Assert.Equal(0, tool.ExitCode); // it may warn of a collapse: there is nothing to learn in these data
        Assert.StartsWith("epoch 1 of 3  loss ", tool.Output, StringComparison.Ordinal);
        using var record = JsonDocument.Parse(File.ReadAllBytes(_folder["run/training.json"]));
        var options = record.RootElement.GetProperty("options");
        Assert.Equal("nt-xent(temperature=0.2)", options.GetProperty("loss").GetString());
        Assert.False(options.TryGetProperty("batch-size", out _));
        var mining = options.GetProperty("mining");
        foreach (var (name, value) in new[] { ("mine", "batches"), ("classes-per-batch", "8"), ("samples-per-class", "2"),
            ("group-size", "4"), ("last-batch", "keep") })
            Assert.Equal(value, mining.GetProperty(name).ToString());
        Assert.False(mining.TryGetProperty("triplets", out _));
        Assert.False(mining.TryGetProperty("positive-strategy", out _));

        // 24 classes to train on, two items each: 48 anchors with a positive.
        Assert.Equal(4, File.ReadAllLines(_folder["run/epochs.csv"]).Length);
        Assert.All(File.ReadLines(_folder["run/epochs.csv"]).Skip(1), line => Assert.Equal("48", line.Split(',')[1]));
    }

    [Fact]
    public void Another_loss_is_reported_when_resuming()
    {
        Run([.. Train(), "--loss", "nt-xent", "--quiet", "--out", _folder["run"]]);
        var tool = Tool.Run([
            .. Train(), "--loss", "batch-hard", "--samples-per-class", "3", "--quiet", "--out", _folder["run"], "--resume"]);
        Assert.Equal(65, tool.ExitCode);
        foreach (var words in new[] { "loss: nt-xent(temperature=0.1) there, batch-hard(distance=euclidean, "
            + "margin=0.2) now", "samples-per-class: 2 there, 3 now" })
            Assert.Contains(words, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategies_in_batches_are_compared_with_those_of_triplets()
    {
        string[] arguments = [
            "compare", .. Data(), "--triplets", "60", "--strategies", "nt-xent+random,semi-hard+sigmoid,random", "--seeds", "2",
            "--classes-per-batch", "8"];
        var tool = Tool.Run([.. arguments, "--threads", "1", "--out", _folder["run"]]);
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        var table = tool.Output.Split('\n').Where(line => line.Contains("±0.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["inputs", "untrained", "nt-xent+random", "semi-hard+sigmoid", "random"], table.Select(line => line.Trim().Split(' ')[0]));
        Assert.Contains("trials/nt-xent+random-0.json", _folder.Files("run"));
        using (var record = JsonDocument.Parse(File.ReadAllBytes(_folder["run/comparison.json"])))
        {
            var options = record.RootElement.GetProperty("options");
            Assert.Equal((8, 2, 0.1),
                (options.GetProperty("mining").GetProperty("classes-per-batch").GetInt32(),
                options.GetProperty("mining").GetProperty("samples-per-class").GetInt32(),
                options.GetProperty("temperature").GetDouble()));
        }

        File.Delete(_folder["run/trials/semi-hard+sigmoid-1.json"]);
        var whole = File.ReadAllBytes(_folder["run/comparison.csv"]);
        Run([.. arguments, "--quiet", "--threads", "2", "--out", _folder["run"], "--resume"]);
        Assert.Equal(whole, File.ReadAllBytes(_folder["run/comparison.csv"]));
        Assert.Contains("trials/semi-hard+sigmoid-1.json", _folder.Files("run"));
    }

    [Fact]
    public void Too_few_classes_for_one_batch_are_reported()
    {
        var tool = Tool.Run([
            "compare", .. Data(), "--triplets", "60", "--strategies", "nt-xent+random", "--seeds", "1", "--last-batch", "drop",
            "--out", _folder["run"]]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.Contains("the training split has 24 classes, too few for one batch of 32.", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void A_training_run_without_any_group_member_is_reported()
    {
        var tool = Tool.Run([.. Train(), "--min-distance", "1000", "--out", _folder["run"]]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.StartsWith("tercet: epoch 1: no class can join another: ", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("--triplets applies to triplets only. Leave it out, or leave out --mine batches.", "train", "--mine", "batches",
        "--triplets", "10")]
    [InlineData("--batch-size applies to triplets only.", "train", "--mine", "batches", "--batch-size", "10")]
    [InlineData("--loss applies to batches only. Leave it out, or add --mine batches.", "train", "--loss", "nt-xent")]
    [InlineData("--temperature applies to batches only.", "train", "--temperature", "0.5")]
    [InlineData("--classes-per-batch applies to batches only.", "train", "--classes-per-batch", "5")]
    [InlineData("--temperature is 0; expected a finite number above 0.", "train", "--mine", "batches", "--loss", "nt-xent",
        "--temperature", "0")]
    [InlineData("--loss is 'triplet'; expected one of semi-hard, batch-hard, nt-xent.", "train", "--mine", "batches", "--loss",
        "triplet")]
    [InlineData("--strategy is distance-weighted, which selects single negatives;", "train", "--mine", "batches", "--strategy",
        "distance-weighted")]
    [InlineData("--adaptive sets the target hardness, but --strategy is random", "train", "--mine", "batches", "--adaptive",
        "--strategy", "random")]
    [InlineData("--classes-per-batch is 1; expected 2 or more.", "compare", "--classes-per-batch", "1")]
    [InlineData("--strategies names 'nt-xent+easiest'; expected easiest, hardest,", "compare", "--strategies", "nt-xent+easiest")]
    [InlineData("--strategies names nt-xent+random twice.", "compare", "--strategies", "nt-xent+random,batches")]
    public void Contradicting_options_are_rejected(string message, string command, params string[] arguments)
    {
        var tool = Tool.Run([command, "--data", "x", "--embeddings", "x.npy", .. arguments]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    /// <summary>30 classes of 4 items, 24 of them to train on.</summary>
    private string[] Data() =>
        [.. _folder.WriteItems(120, 6, perClass: 4, unitLength: true)[1..], "--dimensions", "8", "--epochs", "3"];

    private string[] Train() => ["train", .. Data(), "--mine", "batches", "--classes-per-batch", "8"];

    private static void Run(string[] arguments)
    {
        var tool = Tool.Run(arguments);
        Assert.Equal((0, "", ""), (tool.ExitCode, tool.Output, tool.Error));
    }
}
