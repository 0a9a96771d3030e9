using static Tercet.Vision.Tests.Onnx.TinyModel;

namespace Tercet.Vision.Tests.Onnx;

/// <summary>Models that leave the number of channels open, as exporters of vision transformers do.</summary>
public class OpenChannelsTests
{
    private static readonly string[] Names = ["batch", "num_channels", "height", "width"];
    private static readonly string[] NamesLast = ["batch", "height", "width", "num_channels"];

    [Fact]
    public void Without_a_convolution_there_are_three_channels() =>
        Assert.Equal(3, DimensionsOf(OfImages([null, null, null, null], Names, Average("x"))));

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void The_first_convolution_tells(int channels)
    {
        var model = OfImages(
            [null, null, null, null], Names, Node("Conv", "x w", "c"), Average("c"), Weights("w", 5, channels, 1, 1));
        using var folder = new TemporaryFolder();
        using var encoder = Open(folder, model);
        Assert.Equal(5, encoder.Dimensions);
        Assert.Contains(channels == 1 ? ", grey" : ", RGB", encoder.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_groups_of_a_convolution_count() => Assert.Equal(3, DimensionsOf(OfImages(
        [null, null, 8, 8], Names, Node("Conv", "x w", "c", Integer("group", 3)), Average("c"), Weights("w", 3, 1, 1, 1))));

    [Fact]
    public void Operations_per_value_may_come_before_the_convolution()
    {
        var model = OfImages(
            [1, null, null, null], NamesLast,
            Node("Transpose", "x", "t", Integers("perm", 0, 3, 1, 2)), Node("Identity", "t", "i"),
            Node("Conv", "i w", "c"), Average("c"), Weights("w", 4, 1, 2, 2));
        using var folder = new TemporaryFolder();
        using var encoder = Open(folder, model);
        Assert.Contains(" NHWC, grey", encoder.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_axis_that_alone_is_open_has_the_channels()
    {
        Assert.Equal(3, DimensionsOf(OfImages([1, null, 8, 9], Names, Average("x"))));
        Assert.Equal(3, DimensionsOf(OfImages(
            [1, 8, 9, null], NamesLast, Node("Transpose", "x", "t", Integers("perm", 0, 3, 1, 2)), Average("t"))));
    }

    [Fact]
    public void Another_number_of_channels_is_rejected()
    {
        using var folder = new TemporaryFolder();
        var model = OfImages([null, null, null, null], Names, Node("Conv", "x w", "c"), Average("c"), Weights("w", 5, 4, 1, 1));
        Assert.EndsWith(
            "model.onnx: the model takes x: float32 [batch, num_channels, height, width]. Its first convolution takes 4 "
            + "channels. Expected 3, or 1 for grey.",
            Assert.Throws<InvalidInputException>(() => Open(folder, model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5L, null, null)]
    [InlineData(null, null, 5L)]
    [InlineData(null, 5L, null)]
    public void Where_no_axis_can_be_that_of_the_channels_the_model_is_rejected(long? second, long? third, long? last)
    {
        using var folder = new TemporaryFolder();
        Assert.EndsWith(
            "Expected 3 channels, or 1 for grey, in the second dimension or in the last.",
            Assert.Throws<InvalidInputException>(
                () => Open(folder, OfImages([1, second, third, last], Names, Average("x")))).Message,
            StringComparison.Ordinal);
    }

    private static byte[] Average(string input) => Node("GlobalAveragePool", input, "y");

    private static int DimensionsOf(byte[] model)
    {
        using var folder = new TemporaryFolder();
        using var encoder = Open(folder, model);
        return encoder.Dimensions;
    }

    private static OnnxEncoder Open(TemporaryFolder folder, byte[] model)
    {
        folder.Write("model.onnx", model);
        var options = new OnnxEncoderOptions { Preparation = new ImagePreparation { Size = (8, 6) } };
        return OnnxEncoder.Open(Path.Combine(folder.Path, "model.onnx"), options);
    }
}
