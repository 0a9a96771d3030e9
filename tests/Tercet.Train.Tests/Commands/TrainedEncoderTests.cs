using SkiaSharp;
using Tercet.Cli.Tests.Commands;
using Tercet.Torch.Encoders;
using Tercet.Torch.Training;
using Tercet.Train.Runs;
using Tercet.Vision;

namespace Tercet.Train.Tests.Commands;

/// <summary>The encoder of <c>tercet train</c> in <c>tercet encode</c>.</summary>
public sealed class TrainedEncoderTests : IDisposable
{
    private const int Side = 8, Dimensions = 64;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Encode_gives_the_embeddings_of_training_without_further_options(bool color, bool unitLength)
    {
        string[] arguments = [
            .. _folder.Images(), "--learning-rate", "0.0001", .. color ? ["--color"] : Array.Empty<string>(),
            .. unitLength ? Array.Empty<string>() : ["--no-unit-length"]];
        WriteWideImage("photos/class 0/wide.png");
        var trained = Tool.Run([.. arguments, "--out", _folder["run"]]);
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains($"Tercet.Cli.dll encode --encoder {_folder["run/encoder.onnx"]} --data … --out items.npy",
            trained.Output.ReplaceLineEndings(""), StringComparison.Ordinal);

        var files = _folder.Files("photos");
        _folder.Write("items.csv", string.Concat(files.Select(file => $"{file}\n").Prepend("file\n")));
        var encoded = Tool.Run(
            "encode", "--encoder", _folder["run/encoder.onnx"], "--data", _folder["items.csv"], "--images", _folder["photos"],
            "--out", _folder["items.npy"], "--no-cache", "--quiet");
        Assert.Equal((0, "", ""), (encoded.ExitCode, encoded.Output, encoded.Error));

        using var expected = Embed(files, color, unitLength);
        using var actual = EmbeddingFile.Open(_folder["items.npy"]);
        Assert.Equal((expected.Count, expected.Dimensions), (actual.Count, actual.Dimensions));
        var (there, here) = (new float[Dimensions], new float[Dimensions]);
        expected.CopyRow(Array.IndexOf(files, "class 0/wide.png"), there);
        expected.CopyRow(0, here);
        Assert.Contains(there.Zip(here),
            pair => Math.Abs(pair.First - pair.Second) > 0.01); // or any image would do for any other
        for (var row = 0; row < expected.Count; row++)
        {
            expected.CopyRow(row, there);
            actual.CopyRow(row, here);
            for (var k = 0; k < Dimensions; k++)
                Assert.InRange(here[k], there[k] - 1e-4, there[k] + 1e-4);
        }
    }

    [Fact]
    public void Resuming_a_finished_training_run_changes_no_byte()
    {
        string[] arguments = [.. _folder.Embeddings(), "--hidden", "5", "--quiet", "--out", _folder["run"]];
        Assert.Equal(0, Tool.Run(arguments).ExitCode);
        var encoder = File.ReadAllBytes(_folder["run/encoder.onnx"]);
        File.Delete(_folder["run/encoder.onnx"]);
        Assert.Equal(0, Tool.Run([.. arguments, "--resume"]).ExitCode);
        Assert.Equal(encoder, File.ReadAllBytes(_folder["run/encoder.onnx"]));
    }

    /// <summary>The embeddings of the images by the last checkpoint's weights in torch.</summary>
    private EmbeddingMatrix Embed(string[] files, bool color, bool unitLength)
    {
        TorchStart.Load();
        using var descriptor = new PixelDescriptor(Side, color, rounded: true);
        using var pixels = ImageEmbedder.Embed(
            descriptor, files, _folder["photos"], row => files[row], cancellationToken: TestContext.Current.CancellationToken)
                .Embeddings;
        var items = new LabeledItems([.. files.Select(file => file.Split('/')[0])]);
        using var encoder = new SmallCnn(new ImageShape(color ? 3 : 1, Side, Side), Dimensions);
        using var trainer = new EncoderTrainer(new TrainingSet(items, pixels), encoder, Options(unitLength));
        trainer.Resume(_folder[$"run/{TrainingFiles.Checkpoint(1)}"]);
        return trainer.Embed(pixels);
    }

    /// <summary>As many epochs and triplets as the checkpoint has.</summary>
    private static TrainingOptions Options(bool unitLength) => new()
    {
        Sequence = new TripletTraining { Options = new TripletOptions { Epochs = 2, TripletsPerEpoch = 40 } },
        UnitLength = unitLength,
    };

    private void WriteWideImage(string name)
    {
        using var bitmap = new SKBitmap(37, 11);
        for (var x = 0; x < bitmap.Width; x++)
        {
            for (var y = 0; y < bitmap.Height; y++)
                bitmap.SetPixel(x, y, new SKColor((byte)(x * 6), (byte)(y * 20), (byte)(x * y)));
        }
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(_folder[name], png.ToArray());
    }
}
