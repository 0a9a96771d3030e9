using static Tercet.Vision.Tests.Onnx.TinyModel;

namespace Tercet.Vision.Tests.Onnx;

/// <summary>An embedding has to depend on its image, and on nothing else.</summary>
public class OnnxTrialTests
{
    private static readonly byte[] BatchWeights =
        [.. Weights("w", 6, 3, 3, 3), .. Weights("s", 6), .. Weights("b", 6), .. Weights("m", 6), .. Weights("v", 6)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Batch_normalization_in_training_mode_is_named(int batch) => Assert.Equal(
        ": the batch normalization 'n' is in training mode: it normalizes by the images of a call, so that embeddings depend on "
        + "other images, or are all equal. Expected a model in evaluation mode. Call `model.eval()` before torch.onnx.export, "
        + "and leave its `training` at the default.",
        Problem(OfImages(
            [batch, 3, 8, 8], Node("Conv", "x w", "c"),
            Node("BatchNormalization", "c s b m v", "n om ov", Integer("training_mode", 1)), Average("n"), BatchWeights)));

    [Fact]
    public void Batch_normalization_in_evaluation_mode_is_not() => Assert.Null(Problem(OfImages(
        [1, 3, 8, 8], Node("Conv", "x w", "c"), Node("BatchNormalization", "c s b m v", "n"), Average("n"), BatchWeights)));

    /// <summary>As in networks of standardized convolutions.</summary>
    [Fact]
    public void Weights_may_be_normalized_in_training_mode() => Assert.Null(Problem(OfImages(
        [1, 3, 8, 8], Node("BatchNormalization", "w s3 b3 m3 v3", "n om ov", Integer("training_mode", 1)),
        Node("Conv", "x n", "c"), Average("c"), Weights("w", 6, 3, 3, 3),
        Weights("s3", 3), Weights("b3", 3), Weights("m3", 3), Weights("v3", 3))));

    /// <summary>What other exporters make of batch normalization in training mode: the mean of the batch is subtracted.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void Rows_that_depend_on_each_other_are_rejected(int batch) => Assert.Matches(
        $@"^: the embedding of an image depends on the other images of its batch of {batch} \(by \d+(\.\d)? %\)\. Expected each "
        + @"row to depend on its image alone\. Export it in evaluation mode \(`model\.eval\(\)` in PyTorch\), or run it on one "
        + @"image at a time: export it with an open batch size\.$",
        Problem(Centred(batch)));

    [Fact]
    public void A_fixed_batch_of_independent_rows_is_accepted() =>
        Assert.Null(Problem(OfImages([4, 3, 8, 8], Node("Conv", "x w", "c"), Average("c"), Weights("w", 6, 3, 3, 3))));

    [Fact]
    public void Equal_embeddings_of_different_images_are_rejected() => Assert.Equal(
        ": the model gives different images the same embedding. Expected one that depends on the image. Export it in evaluation "
        + "mode (`model.eval()` in PyTorch), and check that pixel values are prepared as in training (`PixelScale`, `Mean`, "
        + "`Std`, or a preset) and that training did not collapse.",
        Problem(Centred(1)));

    [Fact]
    public void Embeddings_that_depend_on_chance_are_rejected() => Assert.Matches(
        @"^: the model gives the same image different embeddings \(by \d+(\.\d)? %\)\. Expected the same ones\. Export it in "
        + @"evaluation mode \(`model\.eval\(\)` in PyTorch\), without random operations such as dropout\.$",
        Problem(OfImages(
            [1, 3, 8, 8], Node("RandomUniformLike", "x", "r"), Node("Mul", "x r", "n"), Average("n"))));

    [Theory]
    [InlineData(2, 3, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(2, 3, 1, 1)]
    [InlineData(2, 1, 3, 1)]
    [InlineData(2, 1, 1, 3)]
    public void Sizes_of_1_are_left_out_of_an_output(params int[] shape)
    {
        using var folder = new TemporaryFolder();
        using var encoder = Open(folder, OfImages(
            [2, 3, 8, 8], Node("GlobalAveragePool", "x", "a"), Node("Reshape", "a shape", "y"),
            Constant("shape", Array.ConvertAll(shape, size => (long)size))));
        var yellow = encoder.Encode(new RgbImage(1, 1, [255, 255, 0, 255]));
        Assert.Equal([1f, 1f, 0f], yellow);
        Assert.False(encoder.PoolsTokens);
    }

    private static byte[] Average(string input) => Node("GlobalAveragePool", input, "y");

    private static byte[] Centred(int batch) => OfImages(
        [batch, 3, 8, 8], Node("ReduceMean", "x", "mean", Integers("axes", 0, 2, 3)), Node("Sub", "x mean", "d"),
        Node("Add", "d one", "n"), Average("n"), Weights("one", 1));

    private static string? Problem(byte[] model)
    {
        using var folder = new TemporaryFolder();
        try
        {
            Open(folder, model).Dispose();
            return null;
        }
        catch (InvalidInputException e)
        {
            return e.Message[Path.Combine(folder.Path, "model.onnx").Length..];
        }
    }

    private static OnnxEncoder Open(TemporaryFolder folder, byte[] model)
    {
        folder.Write("model.onnx", model);
        return OnnxEncoder.Open(Path.Combine(folder.Path, "model.onnx"));
    }
}
