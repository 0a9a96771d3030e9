using System.Text.Json;

namespace Tercet.Vision.Tests.Onnx;

/// <summary>Embeddings are those of PyTorch on images prepared by torchvision.</summary>
public class PyTorchTests
{
    public static TheoryData<string> Embeddings() =>
        [.. Fixture.Rows("models.json", "embeddings").Select(row => row.Text("name"))];

    [Theory]
    [MemberData(nameof(Embeddings))]
    public void Embeds_as_PyTorch(string name)
    {
        var row = Fixture.Rows("models.json", "embeddings").Single(row => row.Text("name") == name);
        using var images = JsonDocument.Parse(Fixture.BytesOf("models.json"));
        using var expected = EmbeddingFile.Open(Fixture.PathOf(row.Text("file")));
        using var encoder = OnnxEncoder.Open(Fixture.PathOf(row.Text("model")), OptionsOf(row));
        var files = images.RootElement.GetProperty("images").EnumerateArray().Select(file => file.GetString()!).ToList();
        using var actual = ImageEmbedder.Embed(
            encoder, files, Fixture.Folder, cancellationToken: TestContext.Current.CancellationToken).Embeddings;

        Assert.Equal((expected.Count, expected.Dimensions), (actual.Count, actual.Dimensions));
        var (a, b) = (new float[expected.Dimensions], new float[expected.Dimensions]);
        for (var i = 0; i < expected.Count; i++)
        {
            expected.CopyRow(i, a);
            actual.CopyRow(i, b);
            double Dot(float[] x, float[] y) => x.Zip(y, (p, q) => (double)p * q).Sum();
            Assert.True(Dot(a, b) / Math.Sqrt(Dot(a, a) * Dot(b, b)) > 0.99999, $"row {i}");
            Assert.Equal(Math.Sqrt(Dot(a, a)), Math.Sqrt(Dot(b, b)), 1e-3 * Math.Sqrt(Dot(a, a)));
        }
    }

    internal static OnnxEncoderOptions OptionsOf(JsonElement row) => new()
    {
        Preparation = new ImagePreparation
        {
            Size = (row.Number("width"), row.Number("height")),
            Fit = EnumNames.Parse<ImageFit>(row.Text("fit"))!.Value,
            CropShare = row.GetProperty("share").ValueKind == JsonValueKind.Null ? 1 : row.GetProperty("share").GetDouble(),
            Interpolation = EnumNames.Parse<Interpolation>(row.Text("interpolation"))!.Value,
            ChannelOrder = row.Text("channels") == "bgr" ? ChannelOrder.Bgr : ChannelOrder.Rgb,
            PixelScale = row.Text("element") == "uint8"
                ? new ImagePreparation().PixelScale
                : row.GetProperty("scale").GetDouble(),
            Mean = Numbers(row, "mean"),
            Std = Numbers(row, "std"),
        },
        Output = row.GetProperty("output").GetString(),
        Pooling = row.Text("pool") == "cls" ? Pooling.Cls : Pooling.Mean,
        Normalize = row.GetProperty("normalize").GetBoolean(),
    };

    private static double[] Numbers(JsonElement row, string name)
    {
        var values = row.GetProperty(name);
        return values.ValueKind switch
        {
            JsonValueKind.Array => [.. values.EnumerateArray().Select(value => value.GetDouble())],
            JsonValueKind.Number => [values.GetDouble()],
            _ => name == "std" ? [1] : [0],
        };
    }
}
