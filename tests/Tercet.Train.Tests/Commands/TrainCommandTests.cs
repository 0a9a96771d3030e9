using System.Text.Json;
using SkiaSharp;
using Tercet.Cli.Tests.Commands;
using Tercet.CommandLine.Tests.Reports;

namespace Tercet.Train.Tests.Commands;

/// <summary>Through <c>tercet train</c>, which delegates to the tool beside it.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const string Columns =
        "epoch,triplets,hardness,loss,active_fraction,accuracy,d_ap,d_an,mean_distance,deviation,effective_rank,sample_recall,health";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_are_trained_on_and_a_complete_run_is_written()
    {
        var tool = Tool.Run([.. _folder.Images(), "--color", "--out", _folder["run"]]);
        Assert.Equal(0, tool.ExitCode);
        Assert.StartsWith("epoch 1 of 2  loss ", tool.Output, StringComparison.Ordinal);
        foreach (var words in new[] { "on 8 × 8 colour pixels: 2 epochs of 40 triplets from 21 items.",
            "15 items of unseen classes among 15 other held-out items", "Recall@1 ", "Next:" })
            Assert.Contains(words, tool.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "checkpoints/epoch-0001.safetensors", "checkpoints/epoch-0002.safetensors", "encoder.onnx", "epochs.csv",
                "latest.parquet", "report.html", "split.csv", "tensorboard/events.out.tfevents.tercet", "training.json", "training.png", "training.svg", "validation.json",
            ],
            _folder.Files("run"));
        var rows = File.ReadAllLines(_folder["run/epochs.csv"]);
        Assert.Equal((3, Columns), (rows.Length, rows[0]));
        Assert.StartsWith("2,40,", rows[2], StringComparison.Ordinal);
        using var validation = JsonDocument.Parse(File.ReadAllBytes(_folder["run/validation.json"]));
        Assert.Equal(15, validation.RootElement.GetProperty("queries").GetInt32());
        Assert.InRange(validation.RootElement.GetProperty("recall-at").GetProperty("10").GetDouble(), 0.1, 1);
        using var picture = Pixels.Decode(File.ReadAllBytes(_folder["run/training.png"]));
        Assert.True(Pixels.Ink(picture, new SKRectI(0, 0, picture.Width, 100)) > 500);
    }

    [Fact]
    public void The_triplets_of_the_last_epoch_are_kept()
    {
        Assert.Equal((0, "", ""), Run([.. _folder.Embeddings(epochs: 2, triplets: 40), "--quiet", "--out", _folder["run"]]));
        var triplets = TripletReader.Read(_folder["run/latest.parquet"]).Select(row => row.Triplet).ToList();
        Assert.Equal(Enumerable.Range(40, 40).Select(step => (long)step), triplets.Select(triplet => triplet.Step));
        Assert.All(triplets, triplet => Assert.NotEqual(triplet.AnchorClass, triplet.NegativeClass));
    }

    [Fact]
    public void The_report_has_curves_before_tables_and_needs_no_network()
    {
        Assert.Equal((0, "", ""), Run([.. _folder.Embeddings(epochs: 2, triplets: 40), "--quiet", "--out", _folder["run"]]));
        var html = File.ReadAllText(_folder["run/report.html"]);
        Assert.DoesNotMatch(Page.Fetching(), html);
        var page = Page.Parse(html);
        Assert.Equal(
            ["Curves", "Epochs", "Validation", "Next, in the folder of this report", "Options and inputs"],
            page.All("h2").Select(heading => heading.Value));
        Assert.True(html.IndexOf("<svg", StringComparison.Ordinal) < html.IndexOf("<table", StringComparison.Ordinal));
        Assert.All(page.All("svg"), svg => Assert.Contains(svg.Elements(), element => element.Name.LocalName == "desc"));
        Assert.Equal(2, page.All("tbody").First().All("tr").Count());
        Assert.Contains("have an item of their class nearest (Recall@1).", html, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder["run"], html, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_report_there_are_no_plots_either()
    {
        Assert.Equal((0, "", ""), Run([.. _folder.Embeddings(epochs: 1), "--quiet", "--no-report", "--out", _folder["run"]]));
        Assert.Equal(
            ["checkpoints/epoch-0001.safetensors", "encoder.onnx", "epochs.csv", "latest.parquet", "split.csv",
                "tensorboard/events.out.tfevents.tercet", "training.json", "validation.json"],
            _folder.Files("run"));
    }

    [Fact]
    public void What_is_likely_a_mistake_in_the_data_is_told()
    {
        string[] arguments = [.. _folder.Embeddings(), "--threads", "1", "--out", _folder["run"]];
        var table = arguments[Array.IndexOf(arguments, "--data") + 1];
        File.WriteAllText(table, File.ReadAllText(table).Replace(",c0\n", ",nan\n", StringComparison.Ordinal));
        var (code, output, _) = Run(arguments);
        Assert.Equal(0, code);
        Assert.Contains("nan", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Corrected_labels_train_as_a_table_that_has_them()
    {
        string[] arguments = [.. _folder.Embeddings(epochs: 1), "--threads", "1", "--quiet"];
        var relabel = _folder.Write("relabel.csv", "item,class\n5.png,c0\n6.png,\n");
        Assert.Equal((0, "", ""), Run([.. arguments, "--relabel", relabel, "--out", _folder["relabelled"]]));
        Assert.Contains("\"relabel\"", File.ReadAllText(_folder["relabelled/training.json"]), StringComparison.Ordinal);
        _folder.Write("items.csv", File.ReadAllText(_folder["items.csv"])
            .Replace("\n5.png,c1\n6.png,c1\n", "\n5.png,c0\n6.png,\n", StringComparison.Ordinal));
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["corrected"]]));
        foreach (var file in new[] { "split.csv", "epochs.csv", "encoder.onnx", "checkpoints/epoch-0001.safetensors" })
            Assert.Equal(File.ReadAllBytes(_folder[$"corrected/{file}"]), File.ReadAllBytes(_folder[$"relabelled/{file}"]));
    }

    [Fact]
    public void A_resumed_training_run_is_byte_identical()
    {
        string[] arguments = [.. _folder.Embeddings(), "--hidden", "5", "--threads", "1", "--quiet"];
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["whole"]]));
        foreach (var name in _folder.Files("whole")
            .Where(name => name is "training.json" or "checkpoints/epoch-0001.safetensors"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"part/{name}"])!);
            File.Copy(_folder[$"whole/{name}"], _folder[$"part/{name}"]);
        }
        _folder.Write("part/.tercet-partial/files/checkpoints/epoch-0002.safetensors", "half");

        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["part"], "--resume"]));
        Assert.Equal(_folder.Files("whole"), _folder.Files("part"));
        foreach (var name in _folder.Files("whole").Where(name => !name.StartsWith("tensorboard", StringComparison.Ordinal)))
            Assert.Equal(File.ReadAllBytes(_folder[$"whole/{name}"]), File.ReadAllBytes(_folder[$"part/{name}"]));
    }

    [Fact]
    public void The_adaptive_hardness_is_resumed_too()
    {
        string[] arguments = [.. _folder.Embeddings(), "--adaptive", "--threads", "1", "--quiet"];
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["run"]]));
        var whole = File.ReadAllBytes(_folder["run/epochs.csv"]);
        File.Delete(_folder["run/checkpoints/epoch-0003.safetensors"]);
        Assert.Equal((0, "", ""), Run([.. arguments, "--out", _folder["run"], "--resume"]));
        Assert.Equal(whole, File.ReadAllBytes(_folder["run/epochs.csv"]));
    }

    [Fact]
    public void An_interrupt_keeps_the_last_epoch_and_says_how_to_resume()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT through kill");
        string[] arguments = [.. _folder.Embeddings(epochs: 5000, triplets: 2000), "--out", _folder["run"], "--quiet"];
        var tool = Tool.Interrupt(_folder["run/checkpoints/epoch-0002.safetensors"], arguments, "tercet-train.dll");
        Assert.Equal(130, tool.ExitCode);
        Assert.StartsWith("tercet-train: interrupted in epoch ", tool.Error, StringComparison.Ordinal);
        Assert.EndsWith("holds the last complete epoch. Resume with the same command and --resume.\n", tool.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Files("run"), name => name.Contains("partial", StringComparison.Ordinal));
        Assert.Contains("training.json", _folder.Files("run"));
    }

    [Fact]
    public void An_interrupt_before_the_first_complete_epoch_leaves_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "sends SIGINT through kill");
        var tool = Tool.Interrupt(
            _folder["run"], [.. _folder.Embeddings(triplets: 10_000_000), "--out", _folder["run"]], "tercet-train.dll");
        Assert.Equal((130, "tercet-train: interrupted; no partial output was left.\n"), (tool.ExitCode, tool.Error));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Differences_from_the_resumed_training_run_are_reported()
    {
        string[] arguments = [.. _folder.Embeddings(), "--out", _folder["run"], "--quiet"];
        Assert.Equal((0, "", ""), Run(arguments));
        File.AppendAllText(_folder["items.csv"], "\n");
        var tool = Tool.Run([.. arguments, "--resume", "--margin", "0.3", "--curve", "linear"]);
        Assert.Equal(65, tool.ExitCode);
        foreach (var words in new[] { "differs from this one in 3 points:",
            "loss: triplet(distance=squared-euclidean, margin=0.2) there, triplet(distance=squared-euclidean, margin=0.3) now",
            "curve: sigmoid growth=3 there, linear now", "input data: SHA-256 ", "start over with --force." })
            Assert.Contains(words, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_run_is_overwritten_only_with_force_and_other_files_are_kept()
    {
        string[] arguments = [.. _folder.Embeddings(), "--out", _folder["run"]];
        Assert.Equal(0, Tool.Run(arguments).ExitCode);
        _folder.Write("run/notes.txt", "mine");
        _folder.Write("run/checkpoints/notes.txt", "mine");
        var refused = Tool.Run(arguments);
        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("already holds a training run (training.json). Choose another folder, resume that training run with "
            + "--resume, or overwrite it with --force.", refused.Error, StringComparison.Ordinal);

        Assert.Equal(0, Tool.Run([.. _folder.Embeddings(epochs: 1), "--out", _folder["run"], "--force"]).ExitCode);
        Assert.Equal(["checkpoints/epoch-0001.safetensors", "checkpoints/notes.txt"],
            _folder.Files("run").Where(name => name.StartsWith("check", StringComparison.Ordinal)));
        Assert.Equal("mine", File.ReadAllText(_folder["run/notes.txt"]));
    }

    [Fact]
    public void A_file_of_another_origin_is_reported_before_training()
    {
        _folder.Write("run/training.png", "mine");
        var tool = Tool.Run([.. _folder.Embeddings(), "--out", _folder["run"]]);
        Assert.Equal((65, ""), (tool.ExitCode, tool.Output));
        Assert.Contains("training.png: a file with this name already exists and does not belong to a training run.", tool.Error,
            StringComparison.Ordinal);
        Assert.Equal(["training.png"], _folder.Files("run"));
    }

    [Fact]
    public void The_summary_as_json_can_be_read_by_a_script()
    {
        var tool = Tool.Run([
            .. _folder.Embeddings(), "--soft-margin", "--no-unit-length", "--no-remine", "--test-ratio", "0", "--out",
            _folder["run"], "--json"]);
        using var json = JsonDocument.Parse(tool.Output);
        Assert.Equal(3, json.RootElement.GetProperty("epochs").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("validation").ValueKind);
    }

    [Fact]
    public void A_diverging_training_run_is_reported()
    {
        var tool = Tool.Run([.. _folder.Embeddings(), "--no-unit-length", "--learning-rate", "1e30", "--out", _folder["run"]]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("training has diverged", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("Option '--data' is required.")]
    [InlineData("--encoder is 'resnet'; expected one of cnn-small, resnet18, head.", "--data", "x", "--encoder", "resnet")]
    [InlineData("--encoder is cnn-small, which takes images, but --embeddings are given.", "--data", "x", "--embeddings", "x.npy",
        "--encoder", "cnn-small")]
    [InlineData("--encoder is head, which takes embeddings. Give them with --embeddings", "--data", "x", "--encoder", "head")]
    [InlineData("--hidden applies to a head only, but --encoder is cnn-small. Leave it out.", "--data", "x", "--hidden", "8")]
    [InlineData("--size applies to encoders of images only, but --encoder is head.", "--data", "x", "--embeddings", "x.npy",
        "--size", "8")]
    [InlineData("--cache: no effect with --embeddings", "--data", "x", "--embeddings", "x.npy", "--cache", "y")]
    [InlineData("--images, --no-cache: no effect with --embeddings", "--data", "x", "--embeddings", "x.npy", "--images", "y",
        "--no-cache")]
    [InlineData("--size is 16; expected 32 or more for resnet18.", "--data", "x", "--encoder", "resnet18", "--size", "16")]
    [InlineData("--size is 224 with --color; expected at most 147", "--data", "x", "--color", "--size", "224")]
    [InlineData("--margin has no effect with --soft-margin", "--data", "x", "--margin", "1", "--soft-margin")]
    [InlineData("--learning-rate is 0; expected a finite number above 0.", "--data", "x", "--learning-rate", "0")]
    [InlineData("--adaptive is 1; expected a number in (0, 1).", "--data", "x", "--adaptive", "1")]
    [InlineData("--adaptive is 'much'; expected a finite number", "--data", "x", "--adaptive", "much")]
    [InlineData("--adaptive sets the target hardness, but --strategy is random", "--data", "x", "--adaptive", "--strategy",
        "random")]
    [InlineData("--resume resumes the training run in the folder, --force overwrites it", "--data", "x", "--resume", "--force")]
    [InlineData("Try 'tercet train --help'.", "--data", "x", "--batch-size", "0")]
    public void Wrong_usage_ends_with_2(string message, params string[] arguments)
    {
        var tool = Tool.Run(["train", .. arguments]);
        Assert.Equal((2, ""), (tool.ExitCode, tool.Output));
        Assert.Contains(message, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_option_is_named_at_once()
    {
        var tool = Tool.Run("train", "--data", "x", "--epochs", "0", "--batch-size", "0", "--dimensions", "0", "--margin", "-1",
            "--cap", "2");
        Assert.Equal(2, tool.ExitCode);
        foreach (var words in new[] { "--epochs is 0", "--batch-size is 0", "--dimensions is 0", "--margin is -1", "--cap is 2" })
            Assert.Contains(words, tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_resume_is_reported()
    {
        var tool = Tool.Run([.. _folder.Embeddings(), "--out", _folder["run"], "--resume"]);
        Assert.Equal(65, tool.ExitCode);
        Assert.Contains("run: no training run to resume (training.json is missing).", tool.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public void Help_names_every_option_with_its_default()
    {
        var tool = Tool.Run("train", "--help");
        Assert.Equal(0, tool.ExitCode);
        foreach (var text in new[] { "tercet train [options]", "--encoder", "--epochs N", "[default: 1000]",
            "[default: squared-euclidean]", "--adaptive [FRACTION]", "--on-collapse", "[default: warn]", "--resume" })
            Assert.Contains(text, tool.Output, StringComparison.Ordinal);
    }

    private static (int, string, string) Run(string[] arguments)
    {
        var tool = Tool.Run(arguments);
        return (tool.ExitCode, tool.Output, tool.Error);
    }
}
